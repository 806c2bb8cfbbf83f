import NeuralNetwork
import Training

// The clock of `seconds_to_99` starts with the process, so it is read before anything else.
_ = ProcessFacts.start
Startup.prepare()
Digitlab.runAndExit()
