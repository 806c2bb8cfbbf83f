/// What a stage makes of the drawing.
public struct Verdict: Sendable, Equatable {
    public var stageID: String
    /// `nil` where the stage has no weights.
    public var mark: StageModel.Mark?
    /// One a class; `nil` without weights or without ink.
    public var probabilities: [Float]?

    public init(stageID: String, mark: StageModel.Mark?, probabilities: [Float]?) {
        self.stageID = stageID
        self.mark = mark
        self.probabilities = probabilities
    }

    /// The most probable digit.
    public var answer: Int? { ranking?.first }

    public var confidence: Double? { answer.map { Double(probabilities?[$0] ?? 0) } }

    /// The digits, the most probable first; digits as probable as each other in their order.
    public var ranking: [Int]? {
        guard let probabilities else { return nil }
        return probabilities.indices.sorted { (probabilities[$0], $1) > (probabilities[$1], $0) }
    }
}
