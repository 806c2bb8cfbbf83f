import Lab
import Testing
import TerminalUI

/// `:` finds what can be done, `y` copies what is shown as a command.
@Suite struct PaletteTests {
    @Test func lettersFindWhatCanBeDone() throws {
        var model = try LabFixture.training(LabFixture.size(80, 24))
        LabFixture.press(&model, .character(":"))
        LabFixture.type("stop", &model)
        #expect(LabFixture.text(model).contains("▸ stop, keep the weights  Train"))
        #expect(LabFixture.press(&model, .enter).summaries == ["stop"])
        #expect(model.palette == nil)
    }

    @Test func screensStagesAndThemesAreFoundToo() throws {
        var model = try LabFixture.idle()
        LabFixture.press(&model, .character(":"))
        LabFixture.type("go lesson", &model)
        LabFixture.press(&model, .enter)
        #expect(model.screen.id == .lesson)
        LabFixture.press(&model, .character(":"))
        LabFixture.type("stage adam", &model)
        LabFixture.press(&model, .enter)
        #expect(model.state.stage.id == "adam")
        LabFixture.press(&model, .character(":"))
        LabFixture.type("theme light", &model)
        #expect(LabFixture.press(&model, .enter).summaries == ["settings"])
        #expect(model.state.context.theme.background == .light)
    }

    @Test func escapeLeavesEverythingAsItWas() throws {
        var model = try LabFixture.training()
        let before = LabFixture.text(model)
        LabFixture.press(&model, .character(":"))
        LabFixture.type("qx?1", &model)
        LabFixture.press(&model, .escape)
        #expect(LabFixture.text(model) == before)
    }

    @Test func theListAsText() throws {
        var model = try LabFixture.training(LabFixture.size(60, 20))
        LabFixture.press(&model, .character(":"))
        LabFixture.type("sc", &model)
        #expect(
            LabFixture.text(model) == #"""
                 digitlab   1 Train   2   3   4   5             ▶ relu 3/10
                ╭─ Stages ────────────────────────────────────── best here ╮
                │ ╭─ What to do? ─────────────────────────────── 2 of 25 ╮%│
                │▸│ : sc                                                 │%│
                │ │ ▸ switch to it (asks while training)  Train    Enter │%│
                │ │   y axis: automatic, logarithmic, whole  Train     z │ │
                │ │                                                      │ │
                │ │                                                      │ │
                │ │                                                      │ │
                │ │                                                      │ │
                │ │                                                      │ │
                │ │                                                      │ │
                │ │                                                      │ │
                │ │                                                      │ │
                │ │                                                      │ │
                ╰─│                                                      │─╯
                 e│                                                      │
                 r╰──────────────────────────────────────────────────────╯
                 learning rate 0.005   batch 100   step 2
                 ↑↓ choose  Enter do it  Esc close
                """#)
    }

    @Test func theCommandOfTheFormIsCopied() throws {
        var model = try LabFixture.idle()
        model.state.hyperparameters.learningRate = 0.5
        #expect(
            LabFixture.press(&model, .character("y")).summaries
                == ["copy digitlab train softmax --learning-rate 0.5 --data /data"])
        _ = model.update(.copied("digitlab train softmax", wasSent: true))
        #expect(model.state.notice?.text == "copied, if the terminal allows it: digitlab train softmax")
        // On Runs it is the chosen run's.
        LabFixture.press(&model, .character("5"))
        #expect(
            LabFixture.press(&model, .character("y")).summaries == ["copy digitlab train adam --learning-rate 0.01"])
    }

    @Test func theTerminalsBackgroundChoosesTheTheme() throws {
        var model = try LabFixture.idle()
        #expect(model.state.context.theme.background == .dark)
        _ = model.update(.backgroundReported(.light))
        #expect(model.state.context.theme.background == .light)
        model.state.themeChoice = .dark
        _ = model.update(.backgroundReported(.light))
        #expect(model.state.context.theme.background == .dark)
    }
}
