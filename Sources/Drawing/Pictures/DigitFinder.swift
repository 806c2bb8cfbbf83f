/// Finds the digits in a picture of any size and polarity: drawings, scans and photographs.
///
/// 1. The picture is shrunk to ``workingSide`` and the paper's level estimated everywhere (``PaperEstimate``).
/// 2. For dark ink and for light, what stands out is ink; lines through the whole picture are erased (``LineEraser``).
/// 3. Of the connected patches, those that run along the border, frames around others and specks are dropped; the rest are grouped
///    to digits (``DigitGrouping``). The polarity whose digits have more ink is right.
/// 4. A patch that is a sheet of paper in front of something else is looked at by itself in the same way (``PageFinder``).
/// 5. Each digit is cut out with its pale edges and normalised.
struct DigitFinder {
    /// Larger pictures are first shrunk to this on their longer side.
    static let workingSide = 640
    /// Grey levels by which ink must stand out.
    static let smallestContrast: Float = 16
    /// How far into each other pages are looked for.
    private static let deepest = 2
    /// Of a patch's own level: what is paler does not belong to its strokes.
    private static let strokeShare: Float = 0.2
    /// Up to this size a picture is a digit's own, no more than cropped: nothing of it is pale enough to be left out.
    private static let bareSide = 32
    /// Pixels of the largest stray thing on the border of such a picture; MNIST's broken digits have larger pieces there.
    private static let strayArea = 2

    let strokeWidth: Normalizer.StrokeWidth

    /// One polarity's reading of a plane.
    private struct Reading {
        var digits: [Cut] = []
        /// The ink of all digits.
        var mass: Float = 0
        /// What may be a sheet of paper in front.
        var pages: [Page] = []
    }

    /// A digit's ink, and where it was.
    private struct Cut {
        var ink: Plane
        var x: Range<Int>
        var y: Range<Int>
    }

    /// The digits in reading order: row by row, each from left to right.
    func digits(in picture: GrayImage) -> [FoundDigit] {
        let plane = Plane(picture, shrunkTo: Self.workingSide)
        let scaleX = Float(picture.width) / Float(plane.width)
        let scaleY = Float(picture.height) / Float(plane.height)
        func scaled(_ range: Range<Int>, _ scale: Float, _ limit: Int) -> Range<Int> {
            let lower = min(limit - 1, Int(Float(range.lowerBound) * scale))
            return lower..<max(lower + 1, min(limit, Int((Float(range.upperBound) * scale).rounded(.up))))
        }
        return cuts(in: plane, depth: 0).compactMap { cut in
            var ink = cut.ink
            if strokeWidth == .kept { StrokeWidthAdjuster.adjust(&ink) }
            guard let image = Normalizer.fitted(ink) else { return nil }
            return FoundDigit(
                image: image, columns: scaled(cut.x, scaleX, picture.width), rows: scaled(cut.y, scaleY, picture.height)
            )
        }
    }

    private func cuts(in picture: Plane, depth: Int) -> [Cut] {
        var picture = picture
        let paper = PaperEstimate(of: picture)
        var noise = paper.noise
        // Grain is worth averaging where strokes are many pixels wide.
        if noise > 2, min(picture.width, picture.height) >= 100 {
            picture = picture.boxBlurred(radius: 1)
            noise = paper.grain(of: picture)
        }
        let readings = InkPolarity.allCases.map { polarity in
            read(ink(in: picture, on: paper, polarity), isClean: paper.isClean, noise: noise)
        }
        if depth < Self.deepest {
            for page in readings.flatMap(\.pages) {
                let inner = cuts(in: page.cut(from: picture), depth: depth + 1)
                guard !inner.isEmpty else { continue }
                return inner.map { cut in
                    var cut = cut
                    cut.x = cut.x.lowerBound + page.x.lowerBound..<cut.x.upperBound + page.x.lowerBound
                    cut.y = cut.y.lowerBound + page.y.lowerBound..<cut.y.upperBound + page.y.lowerBound
                    return cut
                }
            }
        }
        return readings.max { $0.mass < $1.mass }?.digits ?? []
    }

    /// How much each pixel stands out from the paper.
    private func ink(in picture: Plane, on paper: PaperEstimate, _ polarity: InkPolarity) -> Plane {
        let sign = polarity.sign
        return Plane(
            width: picture.width, height: picture.height,
            values: zip(picture.values, paper.plane.values).map { max(0, sign * ($0 - $1)) })
    }

    private func read(_ ink: Plane, isClean: Bool, noise: Float) -> Reading {
        var reading = Reading()
        let threshold = max(Self.smallestContrast, 5 * noise)
        guard ink.values.contains(where: { $0 > threshold }) else { return reading }
        var strokes = ink
        LineEraser.erase(from: &strokes, over: threshold)

        let coarse = PatchMap(strokes, over: threshold)
        let map = PatchMap(
            strokes, within: coarse, over: coarse.levels(of: strokes).map { max(threshold, Self.strokeShare * $0) })
        reading.pages = map.patches.compactMap { PageFinder.page($0, in: map) }
        let grouping = DigitGrouping(of: map)
        let isBare = max(ink.width, ink.height) <= Self.bareSide
        if isBare, isClean, !grouping.groups.isEmpty {
            // A digit and nothing else fits in: every shade of it counts, as in MNIST's own.
            for index in strokes.values.indices where map.labels[index] > 0 {
                let label = Int(map.labels[index]) - 1
                if grouping.isMargin[label], map.patches[label].area <= Self.strayArea { strokes.values[index] = 0 }
            }
            reading.mass = strokes.values.reduce(0, +)
            reading.digits = [cut(strokes, x: 0..<ink.width, y: 0..<ink.height)]
            return reading
        }
        let levels = map.levels(of: strokes)
        let floors = grouping.groups.map { group in
            let level = group.map { levels[Int($0.label) - 1] }.max() ?? 0
            return isClean ? 0.04 * level : max(3 * noise, 0.15 * level)
        }
        let owner = map.grown(into: strokes, over: { floors[$0 - 1] }, group: grouping.groupOfLabel)
        var boxes = grouping.groups.map { _ in (left: ink.width, right: 0, top: ink.height, bottom: 0) }
        for y in 0..<ink.height {
            for x in 0..<ink.width where owner[y * ink.width + x] > 0 {
                let group = Int(owner[y * ink.width + x]) - 1
                boxes[group].left = min(boxes[group].left, x)
                boxes[group].right = max(boxes[group].right, x + 1)
                boxes[group].top = min(boxes[group].top, y)
                boxes[group].bottom = max(boxes[group].bottom, y + 1)
            }
        }
        for (index, group) in grouping.groups.enumerated() {
            let (x, y) = (boxes[index].left..<boxes[index].right, boxes[index].top..<boxes[index].bottom)
            var part = strokes.cropped(x: x, y: y)
            for row in y {
                for column in x where owner[row * ink.width + column] != Int32(index + 1) {
                    part.values[(row - y.lowerBound) * x.count + column - x.lowerBound] = 0
                }
            }
            if !isClean { Self.stretch(&part, from: floors[index]) }
            reading.mass += group.reduce(0) { $0 + $1.mass }
            reading.digits.append(cut(part, x: x, y: y))
        }
        return reading
    }

    /// Restores full ink where grey was drawn; MNIST's 254 stays.
    private func cut(_ ink: Plane, x: Range<Int>, y: Range<Int>) -> Cut {
        var ink = ink
        Normalizer.restoreContrast(&ink)
        return Cut(ink: ink, x: x, y: y)
    }

    /// Takes the floor for no ink and the strokes' usual level for full ink.
    private static func stretch(_ ink: inout Plane, from floor: Float) {
        let strongest = ink.values.max() ?? 0
        let core = ink.values.filter { $0 > max(floor, strongest / 2) }.sorted()
        let level = core.isEmpty ? strongest : core[core.count / 2]
        guard level > floor else { return }
        for index in ink.values.indices {
            ink.values[index] = min(255, max(0, (ink.values[index] - floor) / (level - floor) * 255))
        }
    }
}
