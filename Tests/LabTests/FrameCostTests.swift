import Datasets
import Foundation
import Lab
import NeuralNetwork
import Telemetry
import Testing
import TerminalUI

/// A frame at 200×60 costs less than 5 ms of CPU, however long the run and however many its images.
///
/// Measured in release builds alone: what an optimiser has not seen says nothing about it.
@Suite(.serialized, .enabled(if: Build.isOptimised)) struct FrameCostTests {
    private func cpuSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    @Test(arguments: LabFixture.screens.map(\.id)) func ofEveryScreen(_ screen: ScreenID) throws {
        var model = try LabFixture.training(LabFixture.size(200, 60))
        _ = model.update(.trainingEnded(run: 1, TrainingEnd()))
        let dataset = try LabFixture.dataset("large", count: 10_000)
        _ = model.update(.dataLoaded(dataset))
        LabFixture.press(&model, .character("r"))
        var snapshot = try LabFixture.snapshot(LabFixture.stages[1])
        snapshot.testReport = LabFixture.report(count: 10_000, step: 3)
        snapshot.watchedImages = Array(0..<20)
        snapshot.watchedProbabilities = (0..<20).map { _ in (0..<10).map { Float($0) / 45 } }
        for step in 3..<5_000 {
            let wave = 1 + 0.5 * sin(Double(step) * 0.7)
            snapshot.history.train.append(
                HistoryPoint(step: step, epoch: Double(step), seconds: Double(step), loss: wave, accuracy: wave / 2))
            snapshot.history.test.append(
                HistoryPoint(step: step, epoch: Double(step), seconds: Double(step), loss: wave, accuracy: wave / 2))
            if step.isMultiple(of: 10) {
                var moment = try #require(snapshot.history.layers.last)
                moment.epoch = Double(step)
                snapshot.history.layers.append(moment)
            }
        }
        model.state.settings.plot.smoothing = 0.9
        _ = model.update(.snapshot(run: 2, snapshot))
        let number = try #require(model.state.number(of: screen))
        LabFixture.press(&model, .character(Character("\(number)")))
        var best = Double.infinity
        var update = Double.infinity
        for _ in 0..<8 {
            let start = cpuSeconds()
            _ = model.update(.snapshot(run: 2, snapshot))
            update = min(update, cpuSeconds() - start)
            let middle = cpuSeconds()
            #expect(!model.view(model.state.context).cells.isEmpty)
            best = min(best, cpuSeconds() - middle)
        }
        print("frame \(screen): \(best * 1000) ms, update \(update * 1000) ms")
        #expect(best < 0.005)
        #expect(update < 0.010)
    }
}
