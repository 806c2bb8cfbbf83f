/// Finds out how many threads pay, by trying now and then how fast work gets done with more or fewer.
///
/// Two threads that share a processor with a busy program can be slower than one, and small networks spend more on barriers
/// than they save. Work is measured in windows of ten milliseconds and more, since a scheduler hands out slices of a few.
/// Another number of threads has to win by a margin twice in a row; the longer the present one stays the best, the rarer
/// the trials become, so that all of them together cost about one per cent.
package struct ThreadGovernor {
    /// How many threads the next job should have.
    package var threads: Int { choices[trial ?? current] }

    /// 1, 2, 4, … and all.
    private let choices: [Int]
    private var current: Int
    /// What is being tried instead.
    private var trial: Int?
    /// The last choice that won a trial, once.
    private var winner: Int?
    /// Which way the next trial looks.
    private var looksUp = false
    private var window = Window()
    /// Of the last window with `current` threads, in work a nanosecond.
    private var rate = 0.0
    /// Nanoseconds until the next trial, and between the last two.
    private var pause = Self.shortestPause
    private var untilTrial = Self.shortestPause

    /// Work done in some time.
    private struct Window {
        var jobs = 0
        var work = 0
        var nanoseconds = 0
        var rate: Double { Double(work) / Double(max(1, nanoseconds)) }
        var isFull: Bool { nanoseconds >= 10_000_000 && jobs >= 4 }
    }

    private static let shortestPause = 60_000_000
    private static let longestPause = 2_000_000_000
    /// How much better is better.
    private static let margin = 1.05

    /// - Parameter threads: All there are.
    package init(threads: Int) {
        var choices: [Int] = []
        var next = 1
        while next < threads {
            choices.append(next)
            next *= 2
        }
        choices.append(threads)
        self.choices = choices
        current = choices.count - 1
    }

    /// Takes in how long a job took with ``threads`` threads.
    package mutating func note(work: Int, nanoseconds: Int) {
        guard choices.count > 1 else { return }
        window.jobs += 1
        window.work += work
        window.nanoseconds += nanoseconds
        untilTrial -= nanoseconds
        guard window.isFull else { return }
        defer { window = Window() }
        if let trial {
            end(trial)
        } else {
            if window.rate < rate * 0.75 { hurry() }
            rate = window.rate
            if untilTrial <= 0 { begin() }
        }
    }

    private mutating func begin() {
        if let winner {
            trial = winner
            return
        }
        let isHighest = current == choices.count - 1
        trial = current == 0 || (looksUp && !isHighest) ? current + 1 : current - 1
        looksUp.toggle()
    }

    private mutating func end(_ tried: Int) {
        trial = nil
        guard window.rate > rate * Self.margin else {
            winner = nil
            // A trial takes at most a twenty-fifth of the time, however long its jobs are.
            pause = max(min(pause * 2, Self.longestPause), window.nanoseconds * 25)
            untilTrial = pause
            return
        }
        if winner == tried {
            current = tried
            rate = window.rate
            winner = nil
            pause = Self.shortestPause
            untilTrial = pause
        } else {
            // Again, behind one more window of the present number.
            winner = tried
            untilTrial = 0
        }
    }

    /// Something has changed: looks sooner.
    private mutating func hurry() {
        pause = Self.shortestPause
        untilTrial = min(untilTrial, pause)
    }
}
