import Notebook
import Telemetry

extension TrainingInsight {
    /// Where the lessons say more.
    var lessonReference: Lesson.Reference {
        switch kind {
        case .overfitting: .overfitting
        case .plateau: .plateau
        case .explodingLoss: .explosion
        }
    }
}
