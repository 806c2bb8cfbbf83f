/// What looks wrong with images: they can be trained on, but digits drawn here, or weights from elsewhere, will not fit them.
enum DataSuspicion: Equatable, CustomStringConvertible {
    /// Dark ink on light paper.
    case darkOnLight
    /// Full ink is this grey level, far below 255.
    case faint(brightest: UInt8)
    case blank
    /// The digits lie otherwise than MNIST's.
    case turned(Symmetry)

    /// The ways in which a square can be laid down again.
    enum Symmetry: String, CaseIterable {
        case upright, mirrored, upsideDown, halfTurned, transposed, antitransposed, turnedLeft, turnedRight

        /// The pixel of the upright image that is seen at this place.
        func source(row: Int, column: Int) -> (row: Int, column: Int) {
            let last = ImageSet.side - 1
            return switch self {
            case .upright: (row, column)
            case .mirrored: (row, last - column)
            case .upsideDown: (last - row, column)
            case .halfTurned: (last - row, last - column)
            case .transposed: (column, row)
            case .antitransposed: (last - column, last - row)
            case .turnedLeft: (column, last - row)
            case .turnedRight: (last - column, row)
            }
        }
    }

    /// At most so many images are looked at.
    private static let sampleCount = 2_000

    /// Looks at the beginning of a set.
    ///
    /// - Parameters:
    ///   - digits: Genuine digits to compare with, where the set's first ten classes are digits.
    ///   - isTransposed: Whether the publisher of these files is known to exchange rows and columns.
    static func find(in set: ImageSet, digits: ImageSet?, isTransposed: Bool) -> [DataSuspicion] {
        let sample = set.prefix(sampleCount)
        guard !sample.isEmpty else { return [] }
        var found: [DataSuspicion] = []
        let brightest = sample.withUnsafePixels { $0.max() ?? 0 }
        if brightest == 0 { return [.blank] }
        if brightest < 64 { found.append(.faint(brightest: brightest)) }
        let isDark = borderMean(sample) > 0.75 * Double(brightest)
        if isDark { found.append(.darkOnLight) }
        if let digits, let symmetry = symmetry(of: sample, like: digits, isInverted: isDark) {
            if symmetry != .upright { found.append(.turned(symmetry)) }
        } else if isTransposed {
            found.append(.turned(.transposed))
        }
        return found
    }

    /// Mean grey level of the outermost pixels: paper, in all sets of this kind.
    private static func borderMean(_ set: ImageSet) -> Double {
        let side = ImageSet.side
        var sum = 0
        set.withUnsafePixels { pixels in
            for image in 0..<set.count {
                let start = image * ImageSet.pixelsPerImage
                for index in 0..<side {
                    sum += Int(pixels[start + index]) + Int(pixels[start + (side - 1) * side + index])
                    sum += Int(pixels[start + index * side]) + Int(pixels[start + index * side + side - 1])
                }
            }
        }
        return Double(sum) / Double(4 * side * set.count)
    }

    /// How the digits lie: the symmetry under which the mean image of each class correlates best with the genuine one's.
    ///
    /// - Returns: `nil` where nothing fits well: then these are no digits, or too few.
    private static func symmetry(of set: ImageSet, like digits: ImageSet, isInverted: Bool) -> Symmetry? {
        var sums: [Symmetry: Double] = [:]
        var classes = 0
        for label in 0..<UInt8(Dataset.digitNames.count) {
            guard let mine = classMean(set, label), let genuine = classMean(digits, label) else { continue }
            classes += 1
            for symmetry in Symmetry.allCases {
                let turned = (0..<ImageSet.pixelsPerImage).map { pixel -> Double in
                    let from = symmetry.source(row: pixel / ImageSet.side, column: pixel % ImageSet.side)
                    return genuine[from.row * ImageSet.side + from.column]
                }
                sums[symmetry, default: 0] += correlation(mine, turned) * (isInverted ? -1 : 1)
            }
        }
        // 0, 1 and 8 look alike under many symmetries: with fewer classes nothing is certain.
        guard classes >= 5, let upright = sums[.upright], let best = sums.max(by: { $0.value < $1.value }) else {
            return nil
        }
        let count = Double(classes)
        guard best.value / count > 0.5 else { return nil }
        return best.value - upright > 0.1 * count ? best.key : .upright
    }

    /// The mean image of a class, `nil` of fewer than five.
    private static func classMean(_ set: ImageSet, _ label: UInt8) -> [Double]? {
        var mean = [Double](repeating: 0, count: ImageSet.pixelsPerImage)
        var count = 0
        set.withUnsafePixels { pixels in
            for image in 0..<set.count where set.labels[image] == label {
                count += 1
                for pixel in mean.indices { mean[pixel] += Double(pixels[image * ImageSet.pixelsPerImage + pixel]) }
            }
        }
        return count >= 5 ? mean.map { $0 / Double(count) } : nil
    }

    /// Pearson's correlation.
    private static func correlation(_ one: [Double], _ other: [Double]) -> Double {
        let count = Double(one.count)
        let (meanOne, meanOther) = (one.reduce(0, +) / count, other.reduce(0, +) / count)
        var (both, squareOne, squareOther) = (0.0, 0.0, 0.0)
        for (a, b) in zip(one, other) {
            both += (a - meanOne) * (b - meanOther)
            squareOne += (a - meanOne) * (a - meanOne)
            squareOther += (b - meanOther) * (b - meanOther)
        }
        let scale = (squareOne * squareOther).squareRoot()
        return scale > 0 ? both / scale : 0
    }

    var description: String {
        switch self {
        case .darkOnLight:
            "the images look black on white, but 0 should be paper and 255 ink: digitlab data write FOLDER --invert makes them so"
        case .faint(let brightest):
            "the images have no pixel above \(brightest), but 255 should be ink: digitlab data write FOLDER --stretch makes them so"
        case .blank: "the images look blank: every pixel is 0"
        case .turned(let symmetry):
            switch symmetry {
            case .upright: "the images look upright"
            case .transposed:
                "the images look transposed (as EMNIST's are): digitlab data write FOLDER --transpose makes them upright"
            case .mirrored, .upsideDown, .halfTurned, .antitransposed, .turnedLeft, .turnedRight:
                "the images look \(words(symmetry)), beside MNIST's: digits drawn here will not fit them"
            }
        }
    }

    private func words(_ symmetry: Symmetry) -> String {
        switch symmetry {
        case .upright: "upright"
        case .mirrored: "mirrored"
        case .upsideDown: "upside down"
        case .halfTurned: "turned by 180°"
        case .transposed: "transposed"
        case .antitransposed: "transposed and turned by 180°"
        case .turnedLeft: "turned left by 90°"
        case .turnedRight: "turned right by 90°"
        }
    }
}
