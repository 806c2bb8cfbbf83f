import Drawing
import Testing

@Suite struct KeyScriptTests {
    @Test func readsKeysRepeatsAndMouse() throws {
        let script = try KeyScript("Right*2  space\tC-r n t:42 drag:1,2,3.5,4 click:0,27")
        #expect(
            script.steps == [
                .key(.right), .key(.right), .key(.character(" ")), .key(.control("r")), .toggleNormalization,
                .testDigit(42),
                .mouse(.beginStroke(Point(x: 1, y: 2), erasing: false)), .mouse(.strokeTo(Point(x: 3.5, y: 4))),
                .mouse(.endStroke), .mouse(.beginStroke(Point(x: 0, y: 27), erasing: false)), .mouse(.endStroke),
            ])
        #expect(script.canvasCommands.count == 9)
        #expect(try KeyScript("").steps.isEmpty)
    }

    @Test func writesWhatItReads() throws {
        let script = try KeyScript("Up*3 k Home*2 Space [ ] C-r t:1 n erase:1,1,2,2 drag:0,0,5,5 click:3,3")
        #expect(try KeyScript(script.description) == script)
        #expect(try KeyScript("Right Right Space").description == "Right*2 Space")
    }

    @Test(
        arguments: [
            ("Right Rihgt", "Rihgt", 7, .unknownKey), ("q", "q", 1, .unknownKey), ("Up*0", "Up*0", 1, .badCount),
            ("  Up*x", "Up*x", 3, .badCount), ("Up*-3", "Up*-3", 1, .badCount), ("Foo*3", "Foo*3", 1, .unknownKey),
            ("e click:1", "click:1", 3, .badCoordinates), ("click:1,28", "click:1,28", 1, .badCoordinates),
            ("drag:1,2", "drag:1,2", 1, .badCoordinates), ("drag:1,2,a,4", "drag:1,2,a,4", 1, .badCoordinates),
            ("click:nan,1", "click:nan,1", 1, .badCoordinates), ("t:-1", "t:-1", 1, .badIndex),
            ("u t:", "t:", 3, .badIndex),
            ("Up*200000 Down", "Down", 11, .tooLong),
        ] as [(String, String, Int, KeyScriptError.Reason)])
    func errorsNameTheWordAndItsPlace(_ bad: (String, String, Int, KeyScriptError.Reason)) {
        let error = #expect(throws: KeyScriptError.self) { try KeyScript(bad.0) }
        #expect(error?.word == bad.1)
        #expect(error?.position == bad.2)
        #expect(error?.reason == bad.3)
        #expect(error?.description.contains("\"\(bad.1)\"") == true)
    }
}
