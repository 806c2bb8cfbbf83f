extension Recorder {
    /// Goes on with the books of another one.
    init(_ books: RecorderBooks) {
        self.init(sums: books.sums)
        stretch = books.stretch
        history = books.history
        best = books.best
        secondsTo99 = books.secondsTo99
        imagesTrained = books.imagesTrained
        training = Stopwatch(total: books.trainingSeconds)
        elapsed = Stopwatch(total: books.elapsedSeconds)
        epochStartSeconds = books.trainingSeconds - books.secondsInEpoch
    }

    /// The books as they are now.
    func books(at now: Double) -> RecorderBooks {
        let seconds = training.seconds(at: now)
        return RecorderBooks(
            sums: sums, stretch: stretch, history: history, best: best, secondsTo99: secondsTo99,
            imagesTrained: imagesTrained, secondsInEpoch: seconds - epochStartSeconds, trainingSeconds: seconds,
            elapsedSeconds: elapsed.seconds(at: now))
    }
}
