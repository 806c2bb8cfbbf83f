/// The paper behind the ink, light that falls unevenly included.
///
/// The most common grey level tells paper from ink to begin with. Where most of the paper is of one level the picture is *clean*
/// and that level is the paper. Otherwise a quadratic surface `a + b·x + c·y + d·x² + e·x·y + f·y²` is fitted to the medians of
/// cells, leaving out those that differ much (ink), and what the paper's cells still differ by is smoothed and added: shadows.
struct PaperEstimate {
    /// Cells along the picture's longer side.
    private static let cells = 64
    /// Grey levels around the surface in which cells are still paper, from the first fit to the last.
    private static let reaches: [(levels: Float, terms: Int)] = [
        (44, 3), (44, 3), (40, 3), (40, 3), (36, 6), (30, 6), (26, 6), (24, 6),
    ]

    /// Whether the paper has one level.
    let isClean: Bool
    /// The standard deviation of the grain of the paper in grey levels, 0 for a clean picture.
    private(set) var noise: Float = 0
    /// The paper's grey level at each pixel.
    private(set) var plane: Plane

    init(of picture: Plane) {
        plane = Plane(width: picture.width, height: picture.height)
        let level = Self.commonLevel(of: picture)
        isClean = level.isExact
        if isClean {
            for index in plane.values.indices { plane.values[index] = level.value }
            return
        }
        let cell = max(1, (max(picture.width, picture.height) + Self.cells - 1) / Self.cells)
        let medians = Self.medians(of: picture, cell: cell)
        let terms = Self.terms(of: medians, cell: cell, in: picture)
        let coefficients = Self.surface(through: medians, terms, from: level.value)
        let rest = Self.smoothedRest(of: medians, terms, from: coefficients)
        fill(coefficients, rest, cell: cell)
        noise = grain(of: picture)
    }

    /// The standard deviation of `picture` around the paper, by the median of what is not far from it.
    func grain(of picture: Plane) -> Float {
        var counts = [Int](repeating: 0, count: 4 * 40)
        var total = 0
        for index in picture.values.indices {
            let difference = Int(abs(picture.values[index] - plane.values[index]) * 4)
            guard difference < counts.count else { continue }
            counts[difference] += 1
            total += 1
        }
        var seen = 0
        for (difference, count) in counts.enumerated() {
            seen += count
            if seen * 2 >= total { return 1.4826 * (Float(difference) + 0.5) / 4 }
        }
        return 0
    }

    /// The level around which most pixels lie, and whether nearly all of those have exactly that level.
    private static func commonLevel(of picture: Plane) -> (value: Float, isExact: Bool) {
        var counts = [Int](repeating: 0, count: 256)
        for value in picture.values { counts[min(255, max(0, Int(value + 0.5)))] += 1 }
        func share(around level: Int, reach: Int) -> Int {
            counts[max(0, level - reach)...min(255, level + reach)].reduce(0, +)
        }
        let coarse = (0..<256).max { share(around: $0, reach: 12) < share(around: $1, reach: 12) } ?? 0
        let near = max(0, coarse - 24)...min(255, coarse + 24)
        let level = near.max { counts[$0] < counts[$1] } ?? coarse
        let isExact = share(around: level, reach: 1) * 5 >= share(around: level, reach: 40) * 4
        guard isExact else { return (Float(coarse), false) }
        // The exact level where a shrunk picture has one between whole numbers.
        var sum: Double = 0
        var count: Double = 0
        for value in picture.values where abs(value - Float(level)) <= 0.75 {
            sum += Double(value)
            count += 1
        }
        return (count > 0 ? Float(sum / count) : Float(level), true)
    }

    /// The median of each cell of `cell`×`cell` pixels.
    private static func medians(of picture: Plane, cell: Int) -> Plane {
        var result = Plane(
            width: (picture.width + cell - 1) / cell, height: (picture.height + cell - 1) / cell)
        var values: [Float] = []
        for row in 0..<result.height {
            for column in 0..<result.width {
                values.removeAll(keepingCapacity: true)
                for y in row * cell..<min(picture.height, (row + 1) * cell) {
                    let start = y * picture.width
                    values +=
                        picture.values[
                            start + column * cell..<start + min(picture.width, (column + 1) * cell)]
                }
                values.sort()
                result.values[row * result.width + column] = values[values.count / 2]
            }
        }
        return result
    }

    /// Of each cell 1, x, y, x², xy and y², with x and y of its middle from -1 to 1.
    private static func terms(of cells: Plane, cell: Int, in picture: Plane) -> [[Double]] {
        cells.values.indices.map { index in
            let x = Double(position((Float(index % cells.width) + 0.5) * Float(cell), of: picture.width))
            let y = Double(position((Float(index / cells.width) + 0.5) * Float(cell), of: picture.height))
            return [1, x, y, x * x, x * y, y * y]
        }
    }

    private static func level(_ coefficients: [Double], _ terms: [Double]) -> Float {
        var sum: Double = 0
        for index in 0..<6 { sum += terms[index] * coefficients[index] }
        return Float(sum)
    }

    /// Where a place in pixels from the edge lies between -1 and 1.
    private static func position(_ place: Float, of count: Int) -> Float { 2 * place / Float(count) - 1 }

    /// The coefficients of the surface, six of them.
    private static func surface(through cells: Plane, _ terms: [[Double]], from level: Float) -> [Double] {
        var coefficients = [Double(level), 0, 0, 0, 0, 0]
        for reach in reaches {
            var fit = LeastSquares(unknowns: reach.terms)
            for (value, terms) in zip(cells.values, terms)
            where abs(value - Self.level(coefficients, terms)) <= reach.levels {
                fit.add(terms, value: Double(value))
            }
            guard let found = fit.solution() else { break }
            coefficients = found + [Double](repeating: 0, count: 6 - found.count)
        }
        return coefficients
    }

    /// What the cells of the paper differ from the surface by, smoothed over five cells each way; ink's cells take their
    /// neighbours' part.
    private static func smoothedRest(
        of cells: Plane, _ terms: [[Double]], from coefficients: [Double]
    ) -> Plane {
        let reach = reaches[reaches.count - 1].levels
        var rest = Plane(width: cells.width, height: cells.height)
        var weight = rest
        for index in cells.values.indices {
            let difference = cells.values[index] - level(coefficients, terms[index])
            guard abs(difference) <= reach else { continue }
            rest.values[index] = difference
            weight.values[index] = 1
        }
        for _ in 0..<2 {
            rest = rest.boxBlurred(radius: 2)
            weight = weight.boxBlurred(radius: 2)
        }
        for index in rest.values.indices {
            // Far inside ink nothing is known: the surface alone.
            rest.values[index] /= max(0.2, weight.values[index])
        }
        return rest
    }

    /// Writes the surface and the rest, linear between the middles of cells.
    private mutating func fill(_ coefficients: [Double], _ rest: Plane, cell: Int) {
        let c = coefficients.map(Float.init)
        let columns: [(index: Int, share: Float)] = (0..<plane.width).map { Self.cellPosition($0, cell, rest.width) }
        for y in 0..<plane.height {
            let (row, down) = Self.cellPosition(y, cell, rest.height)
            let upper = row * rest.width
            let lower = min(rest.height - 1, row + 1) * rest.width
            let v = Self.position(Float(y) + 0.5, of: plane.height)
            for x in 0..<plane.width {
                let u = Self.position(Float(x) + 0.5, of: plane.width)
                let (column, across) = columns[x]
                let right = min(rest.width - 1, column + 1)
                let top = rest.values[upper + column] * (1 - across) + rest.values[upper + right] * across
                let bottom = rest.values[lower + column] * (1 - across) + rest.values[lower + right] * across
                let surface = c[0] + c[1] * u + c[2] * v + c[3] * u * u + c[4] * u * v + c[5] * v * v
                plane.values[y * plane.width + x] = surface + top * (1 - down) + bottom * down
            }
        }
    }

    /// The cell whose middle is left of or above a pixel's, and the share of the next one.
    private static func cellPosition(_ pixel: Int, _ cell: Int, _ count: Int) -> (index: Int, share: Float) {
        let place = max(0, (Float(pixel) + 0.5) / Float(cell) - 0.5)
        let index = min(count - 1, Int(place))
        return (index, min(1, place - Float(index)))
    }
}
