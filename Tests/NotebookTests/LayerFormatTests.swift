import NeuralNetwork
import Notebook
import Testing

/// Every type of layer can be written into a stage file, read back, summarised and said in Keras.
struct LayerFormatTests {
    /// A stage in which the layer stands where it fits.
    private static func stage(_ entry: String, _ type: any Layer.Type) throws -> Stage {
        let front = type.typeName == "dense" ? "- flatten" : "- {type: convolution, filters: 3, kernel: 3}"
        let behind = try type.init().outputShape(for: input(type)).isFlat ? "" : "\n  - flatten"
        return try StageFile.parse(
            """
            layers:
              \(front)
              - \(entry)\(behind)
              - {type: dense, units: 12}
            optimizer: sgd
            learning_rate: 0.1
            batch_size: 10
            epochs: 1
            """, file: "layers.yaml")
    }

    private static func input(_ type: any Layer.Type) -> ImageShape {
        type.typeName == "dense" ? .flat(784) : ImageShape(height: 28, width: 28, channels: 3)
    }

    private static let count = LayerTypes.all.count

    /// The first allowed value that is not the one without a word.
    private static func otherValue(_ setting: LayerSetting, in layer: any Layer) -> LayerSetting.Value? {
        let candidates: [LayerSetting.Value] =
            switch setting.kind {
            case .integer(let range): [1, 0, 2].map { .integer(range.lowerBound + $0) }
            case .number(let range, _): [.number(range.upperBound), .number(range.upperBound / 2)]
            case .choice(let names): names.map(LayerSetting.Value.choice)
            }
        return candidates.first { $0 != setting.fallbackValue(in: layer) && $0 != setting.value(in: layer) }
    }

    @Test(arguments: 0..<count)
    func roundTrip(index: Int) throws {
        let type = LayerTypes.all[index]
        var layer: any Layer = type.init()
        for setting in type.settings {
            let value = try #require(Self.otherValue(setting, in: layer))
            layer = try setting.setting(value, in: layer)
        }
        let pairs = type.settings.map { "\($0.name): \($0.value(in: layer))" }
        let entry = "{\((["type: \(type.typeName)", "name: mine"] + pairs).joined(separator: ", "))}"
        let stage = try Self.stage(entry, type)
        #expect(stage.specification.layers[1] == LayerSpecification(name: "mine", anyLayer: layer))
        let again = try StageFile.parse(StageFile.text(for: stage), file: "again.yaml", defaultID: "other")
        #expect(again == stage)
    }

    /// What a layer says of itself is enough for a summary row and a line of Keras.
    @Test(arguments: 0..<count)
    func summaryRowAndKeras(index: Int) throws {
        let type = LayerTypes.all[index]
        let required = type.settings.filter(\.isRequired).map { "\($0.name): \($0.value(in: type.init()))" }
        let entry = "{\((["type: \(type.typeName)"] + required).joined(separator: ", "))}"
        let stage = try Self.stage(entry, type)
        let network = try Network(stage.specification)
        let name = stage.specification.layers[1].name
        let lines = ModelSummary.lines(for: network, title: "all")
        #expect(lines.contains { $0.contains("\(name) (\(type.kerasClass))") }, "\(lines)")
        let keras = KerasText.constructor(of: stage.specification.layers[1])
        #expect(keras.hasPrefix("layers.\(type.kerasClass)(") && keras.hasSuffix("name=\"\(name)\")"), "\(keras)")
    }

    /// Where nothing is required, the type's name is enough, and otherwise it says so.
    @Test(arguments: 0..<count)
    func scalarForm(index: Int) throws {
        let type = LayerTypes.all[index]
        if type.settings.contains(where: \.isRequired) {
            let error = #expect(throws: StageError.self) { try Self.stage(type.typeName, type) }
            #expect(error?.message.contains("\(type.typeName) needs settings") == true)
        } else {
            let stage = try Self.stage(type.typeName, type)
            #expect(Swift.type(of: stage.specification.layers[1].layer).typeName == type.typeName)
        }
    }

    @Test func kerasTextIsKerass() {
        func text(_ layer: some Layer) -> String {
            KerasText.constructor(of: LayerSpecification(name: "x", layer: layer))
        }
        #expect(
            text(.convolution(filters: 6, kernel: 5, stride: 2, activation: .leakyReLU))
                == "layers.Conv2D(filters=6, kernel_size=5, strides=2, padding=\"same\", activation=\"leaky_relu\", "
                + "kernel_initializer=\"glorot_uniform\", name=\"x\")")
        #expect(
            text(.dense(units: 10, initializer: .zeros))
                == "layers.Dense(units=10, kernel_initializer=\"zeros\", name=\"x\")")
        #expect(text(.activation(.identity)) == "layers.Activation(activation=\"linear\", name=\"x\")")
        #expect(text(.leakyReLU(slope: 0.1)) == "layers.LeakyReLU(negative_slope=0.1, name=\"x\")")
        #expect(
            text(.averagePooling(size: 3, stride: 2))
                == "layers.AveragePooling2D(pool_size=3, strides=2, padding=\"valid\", name=\"x\")")
        #expect(text(.globalAveragePooling) == "layers.GlobalAveragePooling2D(name=\"x\")")
        #expect(text(.dropout(rate: 0.35)) == "layers.Dropout(rate=0.35, name=\"x\")")
    }

    /// The stride of a pooling window is its size where nothing is said.
    @Test func poolingStrideIsItsSize() throws {
        let stage = try Self.stage("{type: average_pooling, size: 4}", AveragePooling.self)
        #expect(stage.specification.layers[1].layer as? AveragePooling == AveragePooling(size: 4, stride: 4))
    }
}
