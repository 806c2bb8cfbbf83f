import Notebook
import Telemetry
import Testing
import Training

@Suite struct RunControlTests {
    private func control(startPaused: Bool = false, _ commands: TrainingCommand...) -> RunControl {
        var control = RunControl(startPaused: startPaused)
        for command in commands { control.take(command) }
        return control
    }

    @Test func pausesAndGoesOn() {
        #expect(!control().standsStill)
        #expect(control(startPaused: true).standsStill)
        #expect(control(.pause).standsStill)
        #expect(!control(.pause, .resume).standsStill)
        #expect(!control(startPaused: true, .resume).standsStill)
    }

    @Test func countsSingleBatches() {
        var control = control(startPaused: true, .stepBatch, .stepBatch)
        #expect(!control.standsStill)
        let first = control.batchEnded()
        #expect(first && !control.standsStill)
        let second = control.batchEnded()
        #expect(second && control.standsStill)
        // One that runs freely is stopped by a step behind its next batch.
        var free = self.control()
        let wasSingle = free.batchEnded()
        #expect(!wasSingle)
        free.take(.stepBatch)
        #expect(!free.standsStill)
        let isSingle = free.batchEnded()
        #expect(isSingle && free.standsStill)
    }

    @Test func anEpochsEndDoesNotEndSingleBatches() {
        var control = control(.stepBatch, .stepBatch)
        _ = control.batchEnded()
        control.epochEnded()
        #expect(!control.standsStill)
        _ = control.batchEnded()
        #expect(control.standsStill)
    }

    @Test func stepsToTheEndOfTheEpoch() {
        var control = control(startPaused: true, .stepEpoch)
        for _ in 0..<3 {
            let isSingle = control.batchEnded()
            #expect(!isSingle && !control.standsStill)
        }
        control.epochEnded()
        #expect(control.standsStill)
        var free = self.control()
        free.epochEnded()
        #expect(!free.standsStill)
    }

    /// The later command counts.
    @Test func oneCommandTakesTheOthersPlace() {
        #expect(control(.stepBatch, .stepBatch, .pause).pace == .still)
        #expect(control(.stepEpoch, .stepBatch).pace == .batches(1))
        #expect(control(.stepBatch, .stepEpoch).pace == .epoch)
        #expect(control(.stepEpoch, .resume).pace == .free)
    }

    @Test func stopEndsEverythingAndNothingTakesItBack() {
        for commands: [TrainingCommand] in [[.stop], [.pause, .stop], [.stop, .pause], [.stop, .resume]] {
            var control = RunControl(startPaused: true)
            for command in commands { control.take(command) }
            #expect(control.isStopping && !control.standsStill)
        }
    }

    @Test func theRestIsNotItsBusiness() {
        let settings = Hyperparameters(learningRate: 0.1, optimizer: .sgd(), batchSize: 1, epochs: 1)
        #expect(control(.apply(settings), .watch(images: [1]), .reportLayers(true)) == control())
    }
}
