import NeuralNetwork
import TerminalUI

/// What the main panel shows of one layer: pictures with captions, in a flow or in rows and columns.
struct LayerPicture: Sendable {
    enum Arrangement: Sendable, Equatable {
        /// As many in a row as fit.
        case flow
        /// Row after row of so many: a convolution's filters across, its input channels down.
        case matrix(columns: Int)
        /// One picture over the whole panel.
        case single
    }

    var title: String
    /// What a column and a row of a matrix, or brightness, mean.
    var legend: String
    /// What values above and below zero mean, where both are shown.
    var signs: (positive: String, negative: String)?
    var tiles: [Raster]
    var captions: [String]
    var arrangement: Arrangement
    var scale: Image.Scale

    /// The weights of a layer, or `nil` where it has none to show.
    static func weights(of layer: LayerSummary, network: Network, tensors: [NamedTensor], classes: [String])
        -> LayerPicture?
    {
        guard let kernel = tensors.first(where: { $0.name == "\(layer.name)/kernel" }) else { return nil }
        // Three times the root mean square: the few largest weights may saturate, the others stay visible.
        let limit = 3 * rootMeanSquare(kernel.values)
        let scale = Image.Scale.signed(limit: limit > 0 ? limit : nil)
        if kernel.shape.count == 4 { return kernels(kernel, scale) }
        guard kernel.shape.count == 2 else { return nil }
        let inputs = kernel.shape[0]
        let units = kernel.shape[1]
        let isFirst =
            inputs == network.inputCount && network.specification.inputShape[2] == 1
            && network.layers.first { $0.parameterCount > 0 }?.name == layer.name
        guard isFirst else {
            return LayerPicture(
                title: "\(inputs) × \(units) weights", legend: "down: inputs   across: units",
                signs: ("excites", "inhibits"),
                tiles: [Raster(width: units, height: inputs, values: kernel.values)], captions: [""],
                arrangement: .single, scale: scale)
        }
        var tiles: [Raster] = []
        tiles.reserveCapacity(units)
        let (height, width) = (network.specification.inputShape[0], network.specification.inputShape[1])
        for unit in 0..<units {
            let values = (0..<inputs).map { kernel.values[$0 * units + unit] }
            tiles.append(Raster(width: width, height: height, values: values))
        }
        let isOutput = network.layers.last { $0.parameterCount > 0 }?.name == layer.name
        return LayerPicture(
            title: isOutput ? "\(units) templates" : "\(units) neurons", legend: "",
            signs: ("speaks for it", "against"), tiles: tiles,
            captions: (0..<units).map { isOutput && classes.indices.contains($0) ? classes[$0] : "\($0 + 1)" },
            arrangement: .flow, scale: scale)
    }

    /// Keras's layout is `[height, width, in, out]`.
    private static func kernels(_ kernel: NamedTensor, _ scale: Image.Scale) -> LayerPicture {
        let (height, width, channels, filters) = (kernel.shape[0], kernel.shape[1], kernel.shape[2], kernel.shape[3])
        var tiles: [Raster] = []
        var captions: [String] = []
        tiles.reserveCapacity(channels * filters)
        for channel in 0..<channels {
            for filter in 0..<filters {
                var values = [Float](repeating: 0, count: height * width)
                for place in 0..<height * width {
                    values[place] = kernel.values[(place * channels + channel) * filters + filter]
                }
                tiles.append(Raster(width: width, height: height, values: values))
                captions.append("\(filter + 1)")
            }
        }
        return LayerPicture(
            title: "\(filters) filters \(height)×\(width)" + (channels > 1 ? " on \(channels) channels" : ""),
            legend: channels > 1 ? "across: filters   down: channels" : "",
            signs: ("wants ink here", "wants none"),
            tiles: tiles, captions: captions, arrangement: channels > 1 ? .matrix(columns: filters) : .flow,
            scale: scale)
    }

    /// What a layer answers to one image.
    static func activations(_ activation: LayerActivation, isOutput: Bool, classes: [String]) -> LayerPicture {
        let low = activation.values.reduce(Float.infinity) { min($0, $1.isFinite ? $1 : $0) }
        let high = activation.values.reduce(-Float.infinity) { max($0, $1.isFinite ? $1 : $0) }
        let scale: Image.Scale = low < 0 ? .signed() : .gray(0...max(high, .leastNormalMagnitude))
        if activation.shape.count == 3 {
            let (height, width, channels) = (activation.shape[0], activation.shape[1], activation.shape[2])
            let tiles = (0..<channels).map { channel in
                Raster(
                    width: width, height: height,
                    values: Array(activation.values[channel * height * width..<(channel + 1) * height * width]))
            }
            // One scale for all maps, so that a strong one is seen to be strong.
            let shared: Image.Scale = low < 0 ? .signed(limit: max(abs(low), abs(high))) : scale
            return LayerPicture(
                title: "\(channels) maps \(height)×\(width)", legend: "bright: found here", tiles: tiles,
                captions: (0..<channels).map { "\($0 + 1)" }, arrangement: .flow, scale: shared)
        }
        let count = activation.values.count
        if isOutput {
            return LayerPicture(
                title: "\(count) logits", legend: "the largest wins",
                tiles: activation.values.map { Raster(width: 1, height: 1, values: [$0]) },
                captions: activation.values.enumerated().map {
                    "\(classes.indices.contains($0) ? classes[$0] : "\($0)") \(NumberFormat.fixed(Double($1), 1))"
                }, arrangement: .flow, scale: .signed(limit: max(abs(low), abs(high), .leastNormalMagnitude)))
        }
        let columns = max(1, Int(Double(count).squareRoot() * 1.4))
        let rows = (count + columns - 1) / columns
        let values = activation.values + [Float](repeating: 0, count: rows * columns - count)
        return LayerPicture(
            title: "\(count) units", legend: "a square a unit, row after row",
            tiles: [Raster(width: columns, height: rows, values: values)], captions: [""], arrangement: .single,
            scale: scale)
    }

    static func rootMeanSquare(_ values: [Float]) -> Float {
        if values.isEmpty { return 0 }
        var sum: Float = 0
        for value in values where value.isFinite { sum += value * value }
        return (sum / Float(values.count)).squareRoot()
    }
}
