import Lab
import Telemetry
import Testing
import TerminalUI

/// Tabs, help, dialogs, the mouse and small windows.
@Suite struct NavigationTests {
    @Test func digitsChooseScreens() throws {
        var model = try LabFixture.training()
        for (index, id) in model.state.screenOrder.enumerated() {
            LabFixture.press(&model, .character(Character("\(index + 1)")))
            #expect(model.screen.id == id)
        }
        LabFixture.press(&model, .character("9"))
        #expect(model.screen.id == model.state.screenOrder.last)
    }

    @Test func aClickOnATabChoosesIt() throws {
        var model = try LabFixture.training()
        let line = LabFixture.text(model).split(separator: "\n")[0]
        let column = try #require(line.range(of: "Digits")).lowerBound.utf16Offset(in: line)
        _ = model.update(.mouse(MouseEvent(.press, at: Point(column: column, row: 0))))
        #expect(model.screen.id == .digits)
    }

    /// On every screen and panel, h j k l leave the same picture as the arrows.
    @Test(arguments: 0..<LabFixture.screens.count) func lettersMirrorArrows(_ screen: Int) throws {
        let pairs: [(Character, Key)] = [("j", .down), ("l", .right), ("k", .up), ("h", .left)]
        for panel in 0..<5 {
            for (letter, arrow) in pairs {
                var byLetter = try LabFixture.training()
                byLetter.update(.key(.character(Character("\(screen + 1)")))).forEach { _ in }
                for _ in 0..<panel { LabFixture.press(&byLetter, .tab) }
                var byArrow = byLetter
                LabFixture.press(&byLetter, .character(letter))
                LabFixture.press(&byArrow, arrow)
                #expect(LabFixture.text(byLetter) == LabFixture.text(byArrow), "\(letter) in panel \(panel)")
            }
        }
    }

    @Test(arguments: 0..<LabFixture.screens.count) func helpListsTheKeysOfTheScreen(_ screen: Int) throws {
        var model = try LabFixture.training(LabFixture.size(200, 60))
        LabFixture.press(&model, .character(Character("\(screen + 1)")), .character("?"))
        let text = LabFixture.text(model)
        for section in model.screen.help(model.state) {
            for hint in section.hints { #expect(text.contains(hint.action), "\(hint.label)") }
        }
        #expect(text.contains("start, pause, resume"))
        LabFixture.press(&model, .escape)
        #expect(!LabFixture.text(model).contains("start, pause, resume"))
    }

    /// The first choice of the question after a download that failed keeps what is in use.
    @Test func enterInTheQuestionAboutImagesNeverReplacesThoseInUse() throws {
        var model = try LabFixture.idle()
        _ = model.update(.dataFailed("no network"))
        #expect(LabFixture.text(model).contains("▸ Keep Tiny"))
        #expect(LabFixture.press(&model, .enter).isEmpty)
        #expect(model.state.dataset?.name == "tiny" && model.state.dialog == nil)
    }

    @Test func aTinyWindowSaysSoAndStillQuits() throws {
        var model = try LabFixture.idle()
        _ = model.update(.resized(LabFixture.size(40, 8)))
        #expect(
            LabFixture.text(model) == """


                           40×8 is too small
                          the lab needs 60×20
                                q quits
                """)
        #expect(LabFixture.press(&model, .character("r")).isEmpty)
        #expect(LabFixture.press(&model, .character("q")).summaries == ["settings", "exit 0"])
    }

    @Test func everySizeFromNothingUpDraws() throws {
        for screen in 0..<LabFixture.screens.count {
            var model = try LabFixture.training()
            LabFixture.press(&model, .character(Character("\(screen + 1)")))
            for columns in [1, 2, 10, 59, 60, 61, 75, 76, 80, 99, 100, 101, 120, 150, 200, 300] {
                for rows in [1, 2, 19, 20, 24, 29, 30, 33, 34, 40, 56, 60, 100] {
                    let size = LabFixture.size(columns, rows)
                    _ = model.update(.resized(size))
                    #expect(model.view(model.state.context).size == size)
                    if columns.isMultiple(of: 20) { LabFixture.press(&model, .tab) }
                }
            }
        }
    }

    @Test func missingImagesOfferThreeWays() throws {
        var model = LabModel(stages: LabFixture.stages)
        _ = model.update(.started(ViewContext(size: Size(columns: 80, rows: 24))))
        _ = model.update(.dataFailed("no source"))
        #expect(LabFixture.press(&model, .right, .enter).summaries == ["load mnist download"])
        #expect(LabFixture.press(&model, .escape).summaries == ["cancel"])
        _ = model.update(.dataFailed("no source"))
        LabFixture.press(&model, .left, .enter)
        LabFixture.type("/mine", &model)
        #expect(LabFixture.press(&model, .enter).summaries == ["load folder(\"/mine\")"])
        _ = model.update(.dataFailed("no folder"))
        #expect(LabFixture.press(&model, .enter).summaries == ["load mini"])
    }

    @Test func imagesInUseStayWhenOthersDoNotCome() throws {
        var model = try LabFixture.idle()
        _ = model.update(.dataFailed("never asked"))
        LabFixture.press(&model, .right, .enter)
        #expect(model.state.data.isLoading)
        _ = model.update(.dataFailed("no network"))
        #expect(model.state.dataset?.name == "tiny")
    }

    @Test func aNoteLeadsToItsLesson() throws {
        var model = try LabFixture.idle()
        var snapshot = try LabFixture.snapshot(model.state.stage)
        LabFixture.press(&model, .character(" "))
        // Two epochs at the loss of guessing: the plateau.
        for index in snapshot.history.epochs.indices {
            snapshot.history.epochs[index].loss = 2.3
            snapshot.history.epochs[index].validationAccuracy = 0.1
        }
        _ = model.update(.snapshot(run: 1, snapshot))
        #expect(LabFixture.text(model).contains("! The loss stays at 2.30"))
        _ = model.update(.lessonsLoaded(["sigmoid": LabFixture.lesson], problem: nil))
        LabFixture.press(&model, .character("i"))
        #expect(model.screen.id == .lesson)
        #expect(LabFixture.text(model).contains("Flat r places have no slope."))
    }
}
