import Core

extension RunLoop.Ports {
    /// Starts the process of a try once what it needs is up.
    func launch(_ command: ProcessCommand, _ step: Step) async throws(LaunchError) -> any RunningProcess {
        let access = try await environments.acquire(step)
        do throws(LaunchError) {
            return try await runner.start(try command.reaching(access, of: step))
        } catch {
            _ = await environments.release(step, failed: false, log: command.log)
            throw error
        }
    }

    /// The end of the process of a try, when what was for it alone is down.
    ///
    /// `log` is the absolute path of its output.
    func end(_ process: any RunningProcess, _ step: Step, log: String) async -> ProcessEnd {
        var end = await process.wait()
        end.surroundings = await environments.release(step, failed: end.status != .exited(0), log: log)
        if let remark = end.surroundings.remark { recorder.record(.warning(remark)) }
        // What was measured around it knows of processes that nobody waited for.
        end.peakMemoryBytes = end.surroundings.peakMemoryBytes ?? end.peakMemoryBytes
        end.userSeconds = end.surroundings.userSeconds ?? end.userSeconds
        end.systemSeconds = end.surroundings.systemSeconds ?? end.systemSeconds
        return end
    }
}

extension ProcessCommand {
    /// The command with what it is told of its surroundings, in its arguments and in variables.
    func reaching(_ access: EnvironmentAccess, of step: Step) throws(LaunchError) -> ProcessCommand {
        let substitution = Substitution(access.values)
        var command = self
        command.arguments = arguments.map(substitution.text)
        for name in step.variables.keys { command.environment[name] = environment[name].map(substitution.text) }
        command.environment.merge(access.variables.filter { step.variables[$0.key] == nil }) { $1 }
        if let wrapper = access.wrapper {
            let before = wrapper.arguments(command.environment)
            if wrapper.hasOwnPrograms {
                command.arguments = before + command.arguments
            } else {
                command.wrapper = before
            }
        }
        let texts = command.arguments + step.variables.keys.compactMap { command.environment[$0] }
        if let name = texts.lazy.flatMap(Substitution.names).first(where: { $0.hasPrefix("services.") }) {
            throw LaunchError(Self.unknown(name, access))
        }
        return command
    }

    private static func unknown(_ name: String, _ access: EnvironmentAccess) -> String {
        let known = access.values.keys.filter { $0.hasPrefix("services.") }.sorted()
        let remedy =
            known.isEmpty
            ? "the step needs an 'environment' with 'services'"
            : "known are \(known.map { "{\($0)}" }.joined(separator: ", "))"
        return "nothing is known of {\(name)}: \(remedy)"
    }
}
