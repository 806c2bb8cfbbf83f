import Foundation
import Training

extension RunStore {
    /// Trains a small stage into the store and returns the run's name.
    func train(id: String = "small", epochs: Int = 1) throws -> String {
        let trainer = Trainer(
            TrainingRequest(
                stage: .small(id: id, epochs: epochs), dataset: try SyntheticDigits.make(), output: .automatic,
                reporting: .none, runsFolder: root))
        guard let name = try trainer.run().run else { throw CocoaError(.fileNoSuchFile) }
        return name
    }

    /// Changes a run's description as another program, or another time, might have written it.
    func edit(_ name: String, _ change: (inout [String: Any]) -> Void) throws {
        let file = root.appendingPathComponent("\(name)/run.json")
        var json = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any] ?? [:]
        change(&json)
        try JSONSerialization.data(withJSONObject: json).write(to: file)
    }
}

/// Sets a value within an object of a JSON object.
func set(_ value: Any, _ key: String, in object: String, of json: inout [String: Any]) {
    var inner = json[object] as? [String: Any] ?? [:]
    inner[key] = value
    json[object] = inner
}
