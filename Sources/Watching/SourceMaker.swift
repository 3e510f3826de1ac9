import Core
import Execution
import Releasing
import Remote

/// Makes the source of live figures that a gate names.
struct SourceMaker {
    let gate: DeploymentGate
    let root: String
    let environment: [String: String]
    /// The folder of the audit log.
    let state: String
    let clock: @Sendable () -> Double

    /// nil where its address is none.
    func source(_ settings: WatchSettings, _ artifact: String) -> (any LiveSource)? {
        switch settings.source {
        case .prometheus(let address):
            let asksForTimes = gate.triggers.contains { $0.metric == .responseTime }
            return PrometheusSource(address, settings, asksForTimes: asksForTimes, now: clock)
        case .file(let path):
            let path = path.hasPrefix("/") ? path : "\(root)/\(path)"
            return SampleSource(settings: settings) { SampleSource.bytes(path) }
        case .command(let arguments): return command(arguments, settings)
        case .probe(let address):
            guard let url = RemoteURL(address) else { return nil }
            let path = "\(state)/probe-\(gate.name)-\(artifact.prefix(16)).jsonl"
            let samples = SampleSource(settings: settings) { SampleSource.bytes(path) }
            return ProbeSource(url: url, path: path, samples: samples, now: clock)
        }
    }

    private func command(_ arguments: [String], _ settings: WatchSettings) -> SampleSource {
        let (root, environment) = (root, environment)
        return SampleSource(settings: settings) {
            await DedicatedThread.value {
                try? HelperCommand.output(arguments, directory: root, environment: environment, timeout: .seconds(20))
            }
        }
    }
}
