/// Thins strokes to lines one pixel wide.
///
/// T. Y. Zhang, C. Y. Suen: "A fast parallel algorithm for thinning digital patterns", Communications of the ACM 27(3), 1984.
public struct Skeletonizer: Sendable {
    /// Which pixels of `[height, width]` remain of the ink.
    ///
    /// - Parameter ink: Whether each pixel is ink, row-major.
    public static func skeleton(of ink: [Bool], width: Int, height: Int) -> [Bool] {
        precondition(ink.count == width * height)
        var result = ink
        // Border pixels have no eight neighbours: they are thinned as if paper lay around.
        func isInk(_ x: Int, _ y: Int) -> Bool {
            x >= 0 && y >= 0 && x < width && y < height && result[y * width + x]
        }
        var changed = true
        while changed {
            changed = false
            for step in 0..<2 {
                var removed: [Int] = []
                for y in 0..<height {
                    for x in 0..<width where result[y * width + x] {
                        // Clockwise from the north: P2…P9 of the paper.
                        let ring = [
                            isInk(x, y - 1), isInk(x + 1, y - 1), isInk(x + 1, y), isInk(x + 1, y + 1),
                            isInk(x, y + 1), isInk(x - 1, y + 1), isInk(x - 1, y), isInk(x - 1, y - 1),
                        ]
                        var neighbours = 0
                        var transitions = 0
                        for index in 0..<8 {
                            if ring[index] { neighbours += 1 }
                            if !ring[index], ring[(index + 1) & 7] { transitions += 1 }
                        }
                        guard (2...6).contains(neighbours), transitions == 1 else { continue }
                        let (north, east, south, west) = (ring[0], ring[2], ring[4], ring[6])
                        let isOpen =
                            step == 0
                            ? !(north && east && south) && !(east && south && west)
                            : !(north && east && west) && !(north && south && west)
                        if isOpen { removed.append(y * width + x) }
                    }
                }
                for index in removed { result[index] = false }
                if !removed.isEmpty { changed = true }
            }
        }
        return result
    }
}
