/// Why a file is not a usable safetensors file.
public struct SafetensorsError: Error, Sendable, Equatable, CustomStringConvertible {
    public var file: String
    public var reason: String

    public init(file: String, reason: String) {
        self.file = file
        self.reason = reason
    }

    public var description: String { "\(file): not a usable safetensors file: \(reason)" }
}
