import CKernels

/// Lets workers answer to a whole set of images, each its own part in order.
enum EvaluationPass {
    static func run(
        _ workers: [NetworkWorker], group: WorkerGroup, images: UnsafePointer<UInt8>, labels: UnsafePointer<UInt8>,
        count: Int, pass: (Int) -> Pass
    ) -> Evaluation {
        let network = workers[0].network
        let imageSize = network.shapes[0].count
        var predictions = [UInt8](repeating: 0, count: count)
        var confidences = [Float](repeating: 0, count: count)
        var losses = [Double](repeating: 0, count: workers.count)
        var corrects = [Int64](repeating: 0, count: workers.count)
        predictions.withUnsafeMutableBufferPointer { predictions in
            confidences.withUnsafeMutableBufferPointer { confidences in
                losses.withUnsafeMutableBufferPointer { losses in
                    corrects.withUnsafeMutableBufferPointer { corrects in
                        group.run { index in
                            let worker = workers[index]
                            let pass = pass(index)
                            worker.prepare(pass: pass)
                            let end = count * (index + 1) / workers.count
                            var first = count * index / workers.count
                            while first < end {
                                let some = min(worker.capacity, end - first)
                                for image in 0..<some {
                                    worker.load(image: image, images + (first + image) * imageSize)
                                }
                                worker.forward(count: some, pass: pass)
                                var right: Int64 = 0
                                losses[index] += ck_softmax_cross_entropy(
                                    worker.logits, labels + first, Int64(some), Int64(network.classCount), 0, nil,
                                    nil, predictions.baseAddress! + first, confidences.baseAddress! + first, &right)
                                corrects[index] += right
                                first += some
                            }
                        }
                    }
                }
            }
        }
        let images = Double(max(1, count))
        return Evaluation(
            loss: losses.reduce(0, +) / images, accuracy: Double(corrects.reduce(0, +)) / images,
            predictions: predictions, confidences: confidences)
    }
}
