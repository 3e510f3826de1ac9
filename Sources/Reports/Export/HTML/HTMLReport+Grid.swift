import Core

extension HTMLReport {
    /// A table of verdicts for the template.
    static func grid(_ grid: GridView) -> [String: Any] {
        [
            "corner": grid.corner, "columns": grid.columns,
            "rows": grid.rows.map { row in
                [
                    "name": row.name,
                    "cells": row.verdicts.map { verdict in
                        ["word": verdict.map(Display.word) ?? "–", "class": verdict.map(style) ?? "none"]
                    },
                ] as [String: Any]
            },
        ]
    }

    /// The validation matrix, which belongs on the first screen; false where there is none.
    static func matrix(_ view: ReportView) -> Any {
        let criteria = view.gates.filter { $0.id == .integration }.flatMap(\.criteria)
        guard let criterion = criteria.first(where: { $0.path == "validation_matrix" }), let grid = criterion.grid
        else {
            return false
        }
        return self.grid(grid)
    }
}
