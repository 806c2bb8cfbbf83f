// swift-tools-version: 6.0
import PackageDescription

/// The one place where the version stands.
let version = "1.1.0"
/// `make` says which commit it builds; a text that SwiftPM worked out itself would be kept from an earlier commit.
let commit = Context.environment["DIGITLAB_COMMIT"] ?? ""

// Dependencies point up this list only: a target may use what stands above it, never what stands below.
let package = Package(
    name: "digitlab",
    products: [
        .executable(name: "digitlab", targets: ["digitlab"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    ],
    targets: [
        // C and system libraries
        .target(
            name: "CKernels",
            // Debug builds too: a naive compile of these loops makes the tests take minutes.
            cSettings: [.unsafeFlags(["-O3", "-fno-math-errno"])]),
        .target(
            name: "CBuildInformation",
            cSettings: [
                .define("DIGITLAB_VERSION", to: "\"\(version)\""), .define("DIGITLAB_COMMIT", to: "\"\(commit)\""),
            ]),
        .target(name: "CFibers"),
        .target(name: "CProcess"),
        .target(name: "CNCurses", dependencies: ["CProcess"], linkerSettings: [.linkedLibrary("ncursesw")]),
        .systemLibrary(name: "COpenBLAS", providers: [.apt(["libopenblas-dev"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CMessageDigest", providers: [.apt(["libmd-dev"])]),
        .target(name: "CPNG", linkerSettings: [.linkedLibrary("png16")]),
        .target(name: "CJPEG", linkerSettings: [.linkedLibrary("jpeg")]),

        .target(name: "BuildInformation", dependencies: ["CBuildInformation"]),

        // Files that travel with the build
        .target(
            name: "Assets", path: "Assets",
            resources: [.copy("stages"), .copy("lessons"), .copy("data"), .copy("models")]),

        // Formats of other tools
        .target(
            name: "Messages", dependencies: [.product(name: "SwiftProtobuf", package: "swift-protobuf")],
            exclude: ["events.proto", "hparams.proto", "onnx.proto"]),

        // The engine
        .target(name: "NeuralNetwork", dependencies: ["CFibers", "CKernels", "COpenBLAS"]),
        .target(name: "Datasets", dependencies: ["Assets", "CMessageDigest", "CZlib"]),
        .target(name: "Drawing", dependencies: ["CJPEG", "CPNG"]),
        .target(name: "Notebook", dependencies: ["Assets", "NeuralNetwork", "Yams"]),
        .target(name: "Telemetry", dependencies: ["NeuralNetwork", "Notebook"]),
        .target(
            name: "Training",
            dependencies: [
                "Assets", "CKernels", "Datasets", "NeuralNetwork", "Notebook", "Telemetry",
                .product(name: "Logging", package: "swift-log"),
            ]),

        // The terminal
        .target(name: "TerminalUI"),
        .target(name: "NCursesTerminal", dependencies: ["CNCurses", "TerminalUI"]),

        // The application
        .target(
            name: "Lab",
            dependencies: [
                "Assets", "Datasets", "Drawing", "NeuralNetwork", "Notebook", "Telemetry", "TerminalUI", "Training",
                .product(name: "Logging", package: "swift-log"),
            ]),
        .executableTarget(
            name: "digitlab",
            dependencies: [
                "CProcess",
                "Assets", "BuildInformation", "Datasets", "Drawing", "Lab", "NCursesTerminal", "NeuralNetwork",
                "Notebook", "Telemetry",
                "TerminalUI", "Training",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]),

        // Tests
        .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter"),
        .testTarget(name: "NeuralNetworkTests", dependencies: ["CAllocationCounter", "CKernels", "NeuralNetwork"]),
        .testTarget(name: "DatasetsTests", dependencies: ["Datasets", "CZlib"]),
        .testTarget(name: "DrawingTests", dependencies: ["Datasets", "Drawing", "NeuralNetwork", "Training"]),
        .testTarget(name: "NotebookTests", dependencies: ["Assets", "NeuralNetwork", "Notebook"]),
        .testTarget(name: "TelemetryTests", dependencies: ["Telemetry"]),
        .testTarget(
            name: "TrainingTests", dependencies: ["Datasets", "NeuralNetwork", "Notebook", "Telemetry", "Training"]),
        .testTarget(name: "TerminalUITests", dependencies: ["TerminalUI"]),
        .testTarget(
            name: "LabTests",
            dependencies: [
                "Datasets", "Drawing", "Lab", "NeuralNetwork", "Notebook", "Telemetry", "TerminalUI", "Training",
            ]),
        .target(name: "CVTerm", path: "Tests/CVTerm", linkerSettings: [.linkedLibrary("vterm")]),
        .testTarget(name: "EndToEndTests", dependencies: ["CVTerm"]),
    ],
    swiftLanguageModes: [.v6]
)
