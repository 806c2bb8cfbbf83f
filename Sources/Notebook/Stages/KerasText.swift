import NeuralNetwork

/// A layer as a line of Keras.
public enum KerasText {
    /// For instance `layers.Dense(units=200, activation="relu", kernel_initializer="glorot_uniform", name="hidden_layer_1")`.
    ///
    /// Every argument is written, since Keras's defaults are not always those of stage files; only what is none is left out.
    public static func constructor(of specification: LayerSpecification) -> String {
        let layer = specification.layer
        var arguments: [String] = []
        for setting in type(of: layer).settings {
            let text = setting.kerasText(setting.value(in: layer))
            if text != "None" { arguments.append("\(setting.kerasName)=\(text)") }
        }
        arguments.append("name=\"\(specification.name)\"")
        return "layers.\(type(of: layer).kerasClass)(\(arguments.joined(separator: ", ")))"
    }
}
