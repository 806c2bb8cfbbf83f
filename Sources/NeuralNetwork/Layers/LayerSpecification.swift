/// One layer of a network and what it is called.
public struct LayerSpecification: Sendable {
    /// The layer's name; its parameters are called `name/kernel`, `name/bias`, `name/gamma` and so on.
    public var name: String
    /// What it computes.
    public var layer: any Layer

    public init(name: String, layer: some Layer) {
        self.name = name
        self.layer = layer
    }

    public init(name: String, anyLayer layer: any Layer) {
        self.name = name
        self.layer = layer
    }

    /// What the engine must know about its type.
    public var traits: LayerTraits { type(of: layer).traits }
}

extension LayerSpecification: Equatable {
    public static func == (first: Self, second: Self) -> Bool {
        first.name == second.name && first.layer.isEqual(to: second.layer)
    }
}

/// Written as `{"name": "conv_layer_1", "kind": {"convolution": {"filters": 6, …}}}`, the type's name in camel case.
extension LayerSpecification: Codable {
    private enum Key: String, CodingKey { case name, kind }

    private struct TypeKey: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }

        init(_ type: any Layer.Type) {
            let words = type.typeName.split(separator: "_")
            stringValue = words.enumerated().map {
                $0.offset == 0 ? String($0.element) : $0.element.prefix(1).uppercased() + $0.element.dropFirst()
            }.joined()
        }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        name = try container.decode(String.self, forKey: .name)
        let kind = try container.nestedContainer(keyedBy: TypeKey.self, forKey: .kind)
        guard let type = LayerTypes.all.first(where: { kind.contains(TypeKey($0)) }) else {
            let found = kind.allKeys.map(\.stringValue).joined(separator: ", ")
            throw DecodingError.dataCorruptedError(
                forKey: .kind, in: container, debugDescription: "there is no type of layer called \(found)")
        }
        layer = try Self.decode(type, from: kind)
    }

    private static func decode<L: Layer>(
        _ type: L.Type, from container: KeyedDecodingContainer<TypeKey>
    ) throws -> any Layer {
        try container.decode(type, forKey: TypeKey(type))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name, forKey: .name)
        var kind = container.nestedContainer(keyedBy: TypeKey.self, forKey: .kind)
        try Self.encode(layer, to: &kind)
    }

    private static func encode<L: Layer>(_ layer: L, to container: inout KeyedEncodingContainer<TypeKey>) throws {
        try container.encode(layer, forKey: TypeKey(L.self))
    }
}
