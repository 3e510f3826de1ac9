import ArgumentParser

/// `assay completion`: the script that makes a shell complete Assay's commands, options, steps and presets.
struct CompletionCommand: ParsableCommand {
    enum Shell: String, ExpressibleByArgument, CaseIterable {
        case bash
        case zsh
        case fish

        var completed: CompletionShell {
            switch self {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "completion",
        abstract: "Print the script that completes commands, options and names of steps in a shell.",
        discussion: """
            bash: assay completion bash > ~/.local/share/bash-completion/completions/assay
            zsh:  assay completion zsh > a folder of $fpath, as _assay
            fish: assay completion fish > ~/.config/fish/completions/assay.fish
            """
    )

    @Argument(help: "bash, zsh or fish.")
    var shell: Shell

    func run() { Console.out(Assay.completionScript(for: shell.completed)) }
}
