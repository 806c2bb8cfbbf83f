import ArgumentParser

/// The command line's root.
struct Digitlab: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "digitlab",
        abstract: "A terminal laboratory for the handwritten digits of MNIST.",
        subcommands: [BLASKernelCommand.self])
}
