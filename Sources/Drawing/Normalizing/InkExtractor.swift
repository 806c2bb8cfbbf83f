/// Tells ink from paper in a picture of any polarity: drawings, scans and photographs.
///
/// A plane fitted to the border is the paper, uneven light included; what differs from it in the stronger direction is ink. In a clean
/// picture (a border of one level) every difference counts, so that MNIST's digits stay as they are; in a noisy one the ink
/// starts above the noise and specks are dropped.
enum InkExtractor {
    /// Larger pictures are first shrunk to this: 25 times what the network sees.
    static let workingSide = 512
    /// Grey levels by which ink must stand out.
    static let smallestContrast: Float = 16

    /// The ink, 0 to 255, or nil if nothing stands out.
    static func ink(in picture: GrayImage) -> Plane? {
        var plane = Plane(picture)
        let longest = max(plane.width, plane.height)
        if longest > workingSide {
            plane = plane.resampled(
                x: 0..<plane.width, y: 0..<plane.height, scale: Float(workingSide) / Float(longest), limit: workingSide)
        }
        let paper = PaperEstimate(border: plane)
        subtract(paper, from: &plane)
        let strongest = plane.values.max() ?? 0
        guard strongest >= smallestContrast else { return nil }
        guard paper.noise > 0 else {
            // Restores full ink where grey was drawn; MNIST's 254 stays.
            Normalizer.restoreContrast(&plane)
            return plane
        }
        let threshold = otsuThreshold(of: plane.values, strongest: strongest)
        let ink = plane.values.filter { $0 > threshold }
        let level = ink.reduce(0, +) / Float(max(1, ink.count))
        let floor = max(5 * paper.noise, threshold / 2)
        guard level >= 2 * smallestContrast, level > 1.5 * floor else { return nil }
        for index in plane.values.indices {
            plane.values[index] = min(255, max(0, (plane.values[index] - floor) / (level - floor) * 255))
        }
        dropSpecks(in: &plane)
        return plane
    }

    /// Leaves what differs from the paper, in the direction that differs more.
    private static func subtract(_ paper: PaperEstimate, from plane: inout Plane) {
        var darker: Float = 0
        var lighter: Float = 0
        for y in 0..<plane.height {
            for x in 0..<plane.width {
                let difference = plane.values[y * plane.width + x] - paper.level(x: x, y: y)
                plane.values[y * plane.width + x] = difference
                if difference < 0 { darker += difference * difference } else { lighter += difference * difference }
            }
        }
        let sign: Float = darker > lighter ? -1 : 1
        for index in plane.values.indices { plane.values[index] = max(0, sign * plane.values[index]) }
    }

    /// The level that separates two classes with the largest variance between them (N. Otsu, 1979).
    static func otsuThreshold(of values: [Float], strongest: Float) -> Float {
        var counts = [Double](repeating: 0, count: 256)
        for value in values { counts[min(255, Int(value / strongest * 255))] += 1 }
        let total = Double(values.count)
        var sum: Double = 0
        for level in 0..<256 { sum += Double(level) * counts[level] }
        var below: Double = 0
        var sumBelow: Double = 0
        var best = (variance: -1.0, level: 0)
        for level in 0..<255 {
            below += counts[level]
            sumBelow += Double(level) * counts[level]
            guard below > 0, below < total else { continue }
            let gap = sumBelow / below - (sum - sumBelow) / (total - below)
            let variance = below * (total - below) * gap * gap
            if variance > best.variance { best = (variance, level) }
        }
        return (Float(best.level) + 0.5) / 255 * strongest
    }

    /// Wipes connected patches with less than a twentieth of the largest one's ink: dust, and the paper's grain.
    private static func dropSpecks(in plane: inout Plane) {
        var seen = [Bool](repeating: false, count: plane.values.count)
        var patches: [(mass: Float, pixels: [Int])] = []
        for start in plane.values.indices where plane.values[start] > 0 && !seen[start] {
            var pixels = [start]
            var mass: Float = 0
            var next = 0
            seen[start] = true
            while next < pixels.count {
                let index = pixels[next]
                next += 1
                mass += plane.values[index]
                let x = index % plane.width
                let y = index / plane.width
                for ny in max(0, y - 1)...min(plane.height - 1, y + 1) {
                    for nx in max(0, x - 1)...min(plane.width - 1, x + 1) {
                        let neighbour = ny * plane.width + nx
                        if plane.values[neighbour] > 0, !seen[neighbour] {
                            seen[neighbour] = true
                            pixels.append(neighbour)
                        }
                    }
                }
            }
            patches.append((mass, pixels))
        }
        let largest = patches.map(\.mass).max() ?? 0
        for patch in patches where patch.mass < largest / 20 {
            for index in patch.pixels { plane.values[index] = 0 }
        }
    }
}
