import CLinux
import Engine
import Glibc

extension ProcessLoopState {
    /// A script that was just written may still be open for writing in a process that forked at the wrong moment.
    private static let busyTries = 10
    private static let busyPause: Duration = .milliseconds(50)

    func start(_ launch: ProcessLoop.Launch, tries: Int) {
        if let link = launch.guardian { startGuardian(link) }
        var ends: [Int32] = [-1, -1]
        guard csys_pipe(&ends) == 0 else {
            launch.reply(.failure(CommandLookup.explain(launch.command, stage: .setup, error: errno)))
            return
        }
        let (reading, writing) = (ends[0], ends[1])
        _ = csys_set_nonblocking(reading)
        let log = OutputLog(path: launch.command.log, limit: launch.logLimit, mask: launch.mask)
        let result = spawn(launch, output: writing)
        close(writing)
        guard result.error == 0 else {
            close(reading)
            if result.error == ETXTBSY, tries < Self.busyTries {
                let at = SystemClock.now() + Self.busyPause
                delayed.append(DelayedLaunch(launch: launch, tries: tries + 1, at: at))
            } else {
                let stage = Self.stage(result.stage)
                launch.reply(.failure(CommandLookup.explain(launch.command, stage: stage, error: result.error)))
            }
            return
        }
        let id = nextToken()
        guard csys_epoll_add(epoll, result.pidfd, token(id, .leader)) == 0,
            csys_epoll_add(epoll, reading, token(id, .output)) == 0
        else {
            let error = errno
            close(reading)
            discard(result)
            launch.reply(
                .failure(
                    LaunchError(
                        "\(launch.command.arguments.first ?? ""): its end could not be watched: \(systemError(error))"
                    )
                )
            )
            return
        }
        launch.guardian?.started(result.pid)
        let handle = UnitHandle(processID: result.pid, unit: id, loop: loop)
        let unit = ProcessUnit(
            id: id,
            handle: handle,
            leaderDescriptor: result.pidfd,
            pipe: reading,
            log: log,
            marker: launch.marker,
            guardian: launch.guardian
        )
        units[id] = unit
        launch.reply(.success(handle))
    }

    /// Ends a process that was only just started; a killed process takes an instant to end.
    private func discard(_ child: csys_spawn_result) {
        kill(-child.pid, SIGKILL)
        var end = csys_exit()
        while csys_reap(child.pidfd, &end) == 0 { usleep(1000) }
        close(child.pidfd)
    }

    private func spawn(_ launch: ProcessLoop.Launch, output: Int32) -> csys_spawn_result {
        let arguments = CStringList(launch.command.arguments)
        let environment = CStringList(launch.environment, bytes: launch.environmentBytes)
        let candidates = CStringList(launch.candidates)
        return launch.command.directory.withCString { directory in
            var request = csys_spawn_request(
                candidates: candidates,
                arguments: arguments,
                environment: environment,
                directory: directory,
                input: null,
                output: output
            )
            // With a guardian the leader must survive us for an instant: it is the tie by which the guardian finds
            // descendants that changed both their session and their environment. Without one this is all there is.
            request.die_with_thread = launch.guardian?.isRunning == true ? 0 : 1
            var result = csys_spawn_result()
            csys_spawn(&request, &result)
            withExtendedLifetime((arguments, environment, candidates)) {}
            return result
        }
    }

    /// Starts the run's guardian at the first process of the run.
    private func startGuardian(_ link: GuardianLink) {
        guard let child = link.launch(null: null) else { return }
        let id = nextToken()
        guardians[id] = (child.pid, child.pidfd)
        _ = csys_epoll_add(epoll, child.pidfd, token(id, .guardian))
    }

    private static func stage(_ number: Int32) -> CommandLookup.Stage {
        switch UInt32(number) {
        case CSYS_STAGE_CLONE.rawValue: .clone
        case CSYS_STAGE_DIRECTORY.rawValue: .directory
        case CSYS_STAGE_EXEC.rawValue: .exec
        default: .setup
        }
    }
}
