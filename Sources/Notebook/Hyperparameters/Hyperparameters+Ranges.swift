import NeuralNetwork

/// What each hyperparameter may be, those of layers from the layers themselves: the one place that stage files, the command line and the form take it from.
extension Hyperparameters {
    /// Above zero in stage files; typed values start at the smallest that still does something.
    public static let learningRates = 1e-7...10.0
    public static let decays = 0.0...1.0
    public static let decayRates = 0.0...1.0
    public static let decaySteps = 1.0...1e9
    public static let floors = 0.0...10.0
    /// Warm-up and total steps of the cosine schedule.
    public static let stepCounts = 0...1_000_000_000
    public static let momenta = 0.0...0.999
    public static let weightDecays = 0.0...1.0
    public static let batchSizes = 1...10_000
    public static let epochCounts = 1...100_000
    public static let unitCounts = Dense.unitCounts
    public static let hiddenLayerCounts = 1...8
    public static let dropoutRates = Dropout.rates
    public static let filterCounts = Convolution.filterCounts
    public static let kernelSizes = Convolution.kernelSizes
    public static let strideSizes = Convolution.strideSizes
    public static let convolutionCounts = 1...6
    /// 0 means one a processor that this process may use.
    public static let threadCounts = 0...64
}
