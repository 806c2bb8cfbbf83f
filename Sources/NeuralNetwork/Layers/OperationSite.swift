/// Where one worker of the engine runs a layer: what it reads and writes, and what it shares with the other workers.
public struct OperationSite {
    /// Index of the layer in the network.
    let layer: Int
    let network: Network
    let surroundings: LayerSurroundings
    let team: LayerTeam
    /// Whether backward will be asked for.
    let isTraining: Bool
    let worker: Int
    let group: WorkerGroup
    /// What the layer asked for with ``Layer/sharedBuffers(in:for:)``.
    let shared: SharedBuffers?

    var input: ImageShape { surroundings.input }
    /// The most images of a call.
    var capacity: Int { team.share }

    /// Where the tensor of this role begins among the parameters, or among the running averages.
    func offset(_ role: LayerParameter.Role) -> Int { network.parameter(layer: layer, role: role).offset }
}
