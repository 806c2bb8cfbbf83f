import Testing

extension CommandLineTests {
    @Suite struct StageCommandTests {
        let sandbox: Sandbox

        init() throws { sandbox = try Sandbox() }

        static let stages = ["softmax", "sigmoid", "relu", "adam", "dropout", "conv-small", "conv"]

        @Test func stagesAreListedInTheNotebooksOrder() throws {
            let result = try sandbox.run("stages")
            #expect(result.status == 0, "\(result)")
            let names = result.outputLines.dropFirst().map { line in
                line.split(separator: " ").prefix(2).joined(separator: " ")
            }
            #expect(names == Self.stages.enumerated().map { "\($0.offset + 1) \($0.element)" })
            let objects = try sandbox.run("stages", "--json").objects()
            #expect(objects.map { $0["stage"] as? String } == Self.stages)
            #expect(objects.first?["parameters"] as? Int == 7_850)
        }

        @Test(arguments: [
            ("softmax", "7,850"), ("sigmoid", "185,300"), ("relu", "185,300"), ("adam", "185,300"),
            ("dropout", "185,300"), ("conv", "244,076"), ("7", "244,076"),
        ])
        func summaryTotals(stage: String, total: String) throws {
            let result = try sandbox.run("summary", stage)
            #expect(result.status == 0, "\(result)")
            #expect(result.output.contains("Total params: \(total) "), "\(result)")
            #expect(result.output.contains("Layer (type)") && result.output.contains("(None, 10)"), "\(result)")
        }

        @Test func summaryOfAChangedNetwork() throws {
            // 784 · 300 + 300, 300 · 100 + 100, 100 · 10 + 10
            let result = try sandbox.run("summary", "relu", "--hidden-units", "300,100")
            #expect(result.output.contains("Total params: 266,610 "), "\(result)")
        }

        @Test func summaryWithoutUnicode() throws {
            let result = try sandbox.run("summary", "conv", environment: ["LC_ALL": "C", "LANG": "C"])
            #expect(result.output.contains("244,076") && result.output.utf8.allSatisfy { $0 < 128 }, "\(result)")
        }

        @Test func ownStagesAreListedAndTrained() throws {
            let yaml = """
                id: tiny
                title: Tiny
                layers:
                  - {type: flatten, name: flatten}
                  - {type: dense, name: output_layer, units: 10}
                optimizer: {name: adam}
                learning_rate: 0.01
                batch_size: 50
                epochs: 1
                """
            let path = try sandbox.write(yaml, to: "tiny.yaml")
            let trained = try sandbox.run("train", path, "--data", "mini", "--json", "--no-save")
            #expect(trained.status == 0, "\(trained)")
            #expect(try trained.objects().last?["parameters"] as? Int == 7_850)
            try sandbox.write(yaml, to: "../config/digitlab/stages/tiny.yaml")
            #expect(try sandbox.run("stages", "--json").objects().map { $0["stage"] as? String }.contains("tiny"))
        }
    }
}
