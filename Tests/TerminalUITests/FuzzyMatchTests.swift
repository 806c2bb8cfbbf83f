import Testing
import TerminalUI

@Suite struct FuzzyMatchTests {
    @Test func lettersMustOccurInOrder() {
        #expect(FuzzyMatch.score("lrn", in: "learning rate") != nil)
        #expect(FuzzyMatch.score("tl", in: "learning rate") == nil)
        #expect(FuzzyMatch.score("", in: "anything") == 0)
        #expect(FuzzyMatch.score("x", in: "") == nil)
    }

    @Test func beginningsOfWordsAndRowsCountMore() throws {
        let rate = try #require(FuzzyMatch.score("lr", in: "learning rate"))
        let inside = try #require(FuzzyMatch.score("lr", in: "all are"))
        #expect(rate > inside)
        let whole = try #require(FuzzyMatch.score("stop", in: "stop, keep the weights"))
        let spread = try #require(FuzzyMatch.score("stop", in: "sets a lot of paths"))
        #expect(whole > spread)
    }

    @Test func pathsAreShortenedInTheMiddle() {
        let text = "from the cache in /home/ada/.cache/digitlab/mnist"
        #expect(TextMetrics.shortened(text, to: 80) == text)
        #expect(TextMetrics.shortened(text, to: 41) == "from the cache in /home/…/digitlab/mnist")
        #expect(TextMetrics.shortened(text, to: 31) == "from the cache in /home/…/mnist")
        #expect(TextMetrics.shortened(text, to: 20) == "from the cache in /…")
        #expect(TextMetrics.shortened("no path in this text at all", to: 12) == "no path in …")
    }
}
