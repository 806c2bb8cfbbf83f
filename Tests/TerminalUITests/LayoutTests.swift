import Testing
import TerminalUI

@Suite struct LayoutTests {
    @Test func flexiblePartsShareWhatFixedOnesLeave() {
        #expect(Length.resolve([.fixed(10), .flexible, .flexible(weight: 2)], total: 40) == [10, 10, 20])
        #expect(Length.resolve([.flexible, .flexible, .flexible], total: 10) == [3, 3, 4])
        #expect(Length.resolve([.flexible, .fixed(4)], total: 20, spacing: 2) == [14, 4])
    }

    @Test func minimumsHoldAndNothingExceedsTheRoom() {
        #expect(Length.resolve([.flexible(weight: 1, minimum: 15), .flexible(weight: 3)], total: 20) == [15, 5])
        #expect(Length.resolve([.fixed(10), .fixed(10)], total: 12) == [10, 2])
        #expect(Length.resolve([.fixed(10), .flexible], total: 4) == [4, 0])
        #expect(Length.resolve([], total: 4) == [])
    }

    @Test func columnsAndRowsTileTheRectangle() {
        let rect = Rect(x: 3, y: 2, width: 30, height: 11)
        let columns = rect.columns([.fixed(7), .flexible, .flexible], spacing: 1)
        #expect(columns.map(\.x) == [3, 11, 22])
        #expect(columns.map(\.width) == [7, 10, 11])
        let rows = rect.rows([.fixed(1), .flexible, .fixed(2)])
        #expect(rows.map(\.y) == [2, 3, 11])
        #expect(rows.last?.bottom == rect.bottom)
    }

    @Test func splitsAndInsetsNeverGoNegative() {
        let rect = Rect(x: 0, y: 0, width: 3, height: 1)
        #expect(rect.inset().isEmpty)
        #expect(rect.split(left: 9).rest.width == 0)
        #expect(rect.split(right: 1).right == Rect(x: 2, y: 0, width: 1, height: 1))
        #expect(rect.intersection(Rect(x: 5, y: 0, width: 2, height: 2)).isEmpty)
        #expect(rect.centered(Size(columns: 9, rows: 9)) == rect)
        #expect(rect.contains(Point(column: 2, row: 0)) && !rect.contains(Point(column: 3, row: 0)))
    }
}
