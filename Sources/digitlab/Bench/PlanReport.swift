import NeuralNetwork

/// What `bench --plan` prints: how the engine would train a stage here, a line a layer.
struct PlanReport {
    var stage: String
    var network: Network
    var plan: ExecutionPlan
    var batchSize: Int

    private struct Row {
        var layer: LayerSummary
        var method: String
        var order: String
        var images: Int
        var exchange: String
        var reason: String
    }

    private var rows: [Row] {
        network.layers.indices.map { index in
            let layer = plan.layers[index]
            return Row(
                layer: network.layers[index],
                method: layer.method + (plan.handsOver(layer: index) ? ", straight into the next" : ""),
                order: (layer.orders[.kernel] ?? layer.orders[.gamma])?.description ?? "",
                images: plan.imagesAtATime(layer: index), exchange: layer.exchange, reason: layer.reason)
        }
    }

    func lines() -> [String] {
        var table = TextTable([
            ("layer", .left), ("computed", .left), ("kernel's order", .left), ("images", .right),
            ("workers exchange", .left), ("why", .left),
        ])
        for row in rows {
            table.add([row.layer.name, row.method, row.order, String(row.images), row.exchange, row.reason])
        }
        let workers = plan.team.workers
        return [
            "\(stage): mini-batches of \(batchSize) on \(workers) \(workers == 1 ? "worker" : "workers"), "
                + "at most \(plan.team.share) images each"
        ] + table.lines()
    }

    var json: JSON {
        .object([
            ("stage", .string(stage)), ("batch_size", .integer(batchSize)), ("workers", .integer(plan.team.workers)),
            ("share", .integer(plan.team.share)),
            (
                "layers",
                .array(
                    rows.map { row in
                        .object([
                            ("name", .string(row.layer.name)), ("type", .string(row.layer.type)),
                            ("computed", .string(row.method)), ("order", .string(row.order)),
                            ("images", .integer(row.images)), ("exchange", .string(row.exchange)),
                            ("why", .string(row.reason)),
                        ])
                    })
            ),
        ])
    }
}
