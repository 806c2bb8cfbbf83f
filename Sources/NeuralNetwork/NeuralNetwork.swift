// Placeholder until the first type of NeuralNetwork lands.
