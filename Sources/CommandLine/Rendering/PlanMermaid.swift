import Core

/// A plan as a Mermaid flowchart: a subgraph for each stage, an arrow for each wait.
enum PlanMermaid {
    static func text(_ plan: Plan) -> String {
        var lines = ["flowchart LR"]
        for stage in plan.stages {
            lines.append("    subgraph stage\(stage.index)[\"\(escaped(stage.name))\"]")
            for step in plan.steps[stage.steps] {
                let skipped = step.skipReason == nil ? "" : ":::skipped"
                lines.append("        step\(step.index)[\"\(escaped(step.name))\"]\(skipped)")
            }
            lines.append("    end")
        }
        for group in plan.groups {
            for need in group.needs {
                for before in plan.groups[need.group].steps {
                    lines += group.steps.map { "    step\(before) --> step\($0)" }
                }
            }
        }
        for stage in plan.stages {
            lines += stage.waitsFor.map { "    stage\($0) --> stage\(stage.index)" }
        }
        lines.append("    classDef skipped stroke-dasharray: 4 4,opacity:0.6")
        return lines.joined(separator: "\n")
    }

    /// Mermaid reads `#quot;` and `#lt;` in labels; anything else in a name could end the label.
    private static func escaped(_ name: String) -> String {
        name.map { character -> String in
            switch character {
            case "\"": "#quot;"
            case "<": "#lt;"
            case ">": "#gt;"
            case "#": "#35;"
            default: character.isNewline ? " " : String(character)
            }
        }.joined()
    }
}
