extension Network {
    /// The first layer with parameters: nothing in front of it needs a gradient.
    var firstLearning: Int { layers.firstIndex { $0.parameterCount > 0 } ?? 0 }

    /// What stands around a layer.
    func surroundings(of layer: Int) -> LayerSurroundings {
        LayerSurroundings(
            input: shapes[layer], output: shapes[layer + 1], flattenedImage: flattenedImage(before: layer),
            isFirstWithParameters: layer == firstLearning,
            seesPixels: specification.layers[..<layer].allSatisfy(\.traits.movesNothing))
    }

    /// The image that a layer's flat input was flattened from, where that has an order of its own.
    private func flattenedImage(before layer: Int) -> ImageShape? {
        for index in stride(from: layer - 1, through: 0, by: -1) {
            let traits = specification.layers[index].traits
            if traits.movesNothing {
                let image = shapes[index]
                // What is flat already stays as it is.
                if image.isFlat { continue }
                return image.channels == 1 || image.height * image.width == 1 ? nil : image
            }
            guard traits.keepsOrder else { return nil }
        }
        return nil
    }
}
