import ArgumentParser
import NeuralNetwork

/// Prints the OpenBLAS kernel that the program runs with; the Makefile asks for it.
struct BLASKernelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "blas-kernel",
        abstract: "Print the OpenBLAS kernel in use.",
        shouldDisplay: false)

    func run() throws { try Output.standard.line(BLASKernel.current) }
}
