/// Where one worker of the engine runs a layer: what it reads and writes, and what it shares with the other workers.
public struct OperationSite {
    /// Index of the layer in the network.
    let layer: Int
    let network: Network
    /// The most images of a call.
    let capacity: Int
    /// Whether backward will be asked for.
    let isTraining: Bool
    let worker: Int
    let group: WorkerGroup
    let shared: SharedLayerBuffers

    var input: ImageShape { network.shapes[layer] }
    var output: ImageShape { network.shapes[layer + 1] }

    /// Where the tensor of this role begins among the parameters, or among the running averages.
    func offset(_ role: LayerParameter.Role) -> Int { network.parameter(layer: layer, role: role).offset }
}
