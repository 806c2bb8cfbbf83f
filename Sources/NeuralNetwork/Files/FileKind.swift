/// What a file is, by its first bytes: names are no proof, and a wrong file is best called by what it is.
public enum FileKind: String, Sendable, CaseIterable {
    case safetensors, zip, hdf5, onnx, pickle, npy, gitLFSPointer, webPage, gzip, png, jpeg, pdf, elf, idx, xz,
        zstandard
    case bzip2, sevenZip, tar, json, text, empty

    /// Recognises a file; `nil` where nothing is known of such a beginning.
    ///
    /// - Parameter bytes: The whole file, or at least its first 512 bytes.
    public init?(_ bytes: [UInt8]) {
        func begins(_ text: String) -> Bool { bytes.starts(with: text.utf8) }
        func begins(_ start: [UInt8]) -> Bool { bytes.starts(with: start) }
        if bytes.isEmpty {
            self = .empty
        } else if bytes.count >= 10, bytes[8] == UInt8(ascii: "{"), bytes[4..<8].allSatisfy({ $0 == 0 }) {
            // A header shorter than 4 GiB, and its first brace.
            self = .safetensors
        } else if begins([0x89] + Array("HDF\r\n".utf8) + [0x1A, 0x0A]) {
            self = .hdf5
        } else if begins("PK\u{3}\u{4}") || begins("PK\u{5}\u{6}") {
            self = .zip
        } else if begins([0x93] + Array("NUMPY".utf8)) {
            self = .npy
        } else if begins([0x89] + Array("PNG\r\n".utf8)) {
            self = .png
        } else if begins([0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if begins([0x1F, 0x8B]) {
            self = .gzip
        } else if begins([0xFD] + Array("7zXZ".utf8) + [0]) {
            self = .xz
        } else if begins([0x28, 0xB5, 0x2F, 0xFD]) {
            self = .zstandard
        } else if begins("BZh") {
            self = .bzip2
        } else if begins([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) {
            self = .sevenZip
        } else if begins([0x7F] + Array("ELF".utf8)) {
            self = .elf
        } else if begins("%PDF-") {
            self = .pdf
        } else if bytes.count >= 262, bytes[257..<262].elementsEqual("ustar".utf8) {
            self = .tar
        } else if bytes.count >= 2, bytes[0] == 0x80, (2...5).contains(bytes[1]) {
            // PROTO and its number: how Python's pickle has begun since protocol 2; torch.save did so before its zip files.
            self = .pickle
        } else if bytes.count >= 4, bytes[0] == 0, bytes[1] == 0, (8...14).contains(bytes[2]),
            (1...4).contains(bytes[3])
        {
            self = .idx
        } else if begins("version https://git-lfs") {
            self = .gitLFSPointer
        } else if bytes.count >= 4, bytes[0] == 0x08, (1...20).contains(bytes[1]),
            [0x12, 0x1A, 0x3A].contains(bytes[2])
        {
            // ModelProto's first fields: ir_version (1), then producer_name (2), its version (3) or the graph (7).
            self = .onnx
        } else if let first = bytes.prefix(512).first(where: {
            ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0)
        }) {
            guard bytes.prefix(512).allSatisfy({ $0 >= 0x20 || (0x09...0x0D).contains($0) }) else { return nil }
            switch first {
            case UInt8(ascii: "<"): self = .webPage
            case UInt8(ascii: "{"), UInt8(ascii: "["): self = .json
            default: self = .text
            }
        } else {
            return nil
        }
    }

    /// What it is, with its article, to follow "it is", and what can be done about it where it is no file of weights.
    public var description: String {
        switch self {
        case .safetensors: "a safetensors file"
        case .zip: "a zip file, as .keras, .npz and PyTorch's .pt files are; save the weights as safetensors"
        case .hdf5: "an HDF5 file of Keras's; save the whole model as .keras, or its weights as safetensors"
        case .onnx: "an ONNX file"
        case .pickle: "a Python pickle, which could run any code; save the weights as safetensors"
        case .npy: "a NumPy array; save all weights as one safetensors file"
        case .gitLFSPointer: "a Git LFS pointer, not the file itself; fetch that with: git lfs pull"
        case .webPage: "a web page; the download gave a page instead of the file"
        case .gzip: "a gzip file; unpack it with gunzip"
        case .png: "a PNG picture; digitlab predict MODEL FILE reads pictures"
        case .jpeg: "a JPEG picture; digitlab predict MODEL FILE reads pictures"
        case .pdf: "a PDF document"
        case .elf: "a program"
        case .idx: "an IDX file of images or labels; --data takes the folder that holds it"
        case .xz: "an xz file; unpack it with unxz"
        case .zstandard: "a Zstandard file; unpack it with unzstd"
        case .bzip2: "a bzip2 file; unpack it with bunzip2"
        case .sevenZip: "a 7z archive; unpack it first"
        case .tar: "a tar archive; unpack it first"
        case .json: "a JSON text"
        case .text: "a text"
        case .empty: "empty"
        }
    }
}
