/// What a new thread is given.
final class ThreadStart {
    // The group joins its threads before it goes.
    unowned let group: WorkerGroup
    let thread: Int

    init(group: WorkerGroup, thread: Int) {
        self.group = group
        self.thread = thread
    }
}
