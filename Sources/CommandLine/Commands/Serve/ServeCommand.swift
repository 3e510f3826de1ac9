import ArgumentParser
import Core
import Engine
import Execution
import Glibc
import History
import Remote
import Serving

/// `assay serve`: the dashboard, in one process.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the dashboard of a project: pages, their data as JSON and CSV, and metrics.",
        discussion: "It ends at Ctrl-C or TERM, once the requests under way are answered. docs/serving.md says more.",
        subcommands: [BackupCommand.self, RestoreCommand.self]
    )

    @Flag(help: "Show three simulated projects instead, in a folder that goes when the server ends.")
    var demo = false

    @Option(help: "Serve every project in this folder, and take in runs that are sent with a project's token.")
    var data: String?

    @Option(help: "With --data: make a project, print a new token for sending its runs, and end.")
    var newToken: String?

    @Flag(help: "With --new-token: it asks whether something of the project may be deployed, and sends no run.")
    var asks = false

    @Option(help: "Days that the new token holds, a year at most.")
    var days = 90

    @Flag(help: "With --data: print a new token for reading the metrics, and end.")
    var newMetricsToken = false

    @Option(
        help:
            "With --data: the server's own address, such as https://quality.example.org; jobs of code hosts then need no token."
    )
    var url: String?

    @Option(
        name: .customLong("issuer"),
        help: "With --url: a GitLab whose jobs may be believed, such as https://gitlab.example.org; may be repeated."
    )
    var issuers: [String] = []

    @Option(
        help:
            "With --url: an issuer of OpenID Connect that people sign in by; its secret stands in the environment, as ASSAY_OIDC_SECRET."
    )
    var signInBy: String?

    @Option(help: "With --sign-in-by: what the issuer calls this server (client id).")
    var signInAs: String?

    @Option(
        name: .customLong("trusted-proxy"),
        help: "The address of a proxy whose word on who asks is believed; may be repeated."
    )
    var proxies: [String] = []

    @Option(help: "With --data: MiB that a project may keep; 0 for any.")
    var quota = 20_480

    @Flag(help: "Without --data: look after the project's incidents and alerts, as `assay incident tick` does.")
    var tick = false

    @Option(
        help:
            "With --data: a collector of OpenTelemetry that is told of each run, such as http://127.0.0.1:4318; headers stand in OTEL_EXPORTER_OTLP_HEADERS."
    )
    var otlp: String?

    @Option(help: "With --data: the number of a GitHub App whose deployment protection rules are answered.")
    var githubApp: String?

    @Option(
        help:
            "With --github-app: file of its private key, PEM; the secret of its webhook stands in the environment, as ASSAY_GITHUB_SECRET."
    )
    var githubKey: String?

    @Option(help: "With --github-app: the interface of GitHub, or of one's own GitHub Enterprise Server.")
    var githubApi = "https://api.github.com"

    @Flag(help: "With --data: nobody approves a deployment without a second factor.")
    var secondFactor = false

    @Option(help: "Address and port, such as 127.0.0.1:8420 or [::]:8420; port 0 is any that is free.")
    var listen = "127.0.0.1:8420"

    @Flag(help: "Let everybody read who reaches the server.")
    var `public` = false

    @Option(name: .customLong("host"), help: "A name that the server is asked by, besides localhost; may be repeated.")
    var hosts: [String] = []

    @Option(help: "File of the certificate chain for TLS, PEM.")
    var tlsCertificate: String?

    @Option(help: "File of its private key, PEM.")
    var tlsKey: String?

    @OptionGroup var project: ProjectOptions

    func validate() throws {
        guard let place = ListenAddress(listen) else {
            throw ValidationError("--listen \(listen): write an address and a port, such as 127.0.0.1:8420")
        }
        if (tlsCertificate == nil) != (tlsKey == nil) {
            throw ValidationError("--tls-certificate and --tls-key belong together")
        }
        if demo, data != nil { throw ValidationError("--demo has projects of its own: leave --data out") }
        if let newToken {
            if data == nil { throw ValidationError("--new-token belongs to --data") }
            if !RecordFolder.isName(newToken) {
                throw ValidationError("--new-token \(newToken): letters, digits, '.', '_' and '-' make a name")
            }
            if !(1...ProjectToken.longestDays).contains(days) {
                throw ValidationError("--days \(days): a token holds from 1 to \(ProjectToken.longestDays) days")
            }
        }
        if data == nil, newMetricsToken || url != nil || !issuers.isEmpty || otlp != nil || secondFactor {
            throw ValidationError("--new-metrics-token, --url, --issuer, --otlp and --second-factor belong to --data")
        }
        if let otlp, RemoteURL(otlp) == nil { throw ValidationError("--otlp \(otlp): no address") }
        if (githubApp == nil) != (githubKey == nil) || githubApp != nil && data == nil {
            throw ValidationError("--data, --github-app and --github-key belong together")
        }
        if quota < 0 || quota > 1 << 40 { throw ValidationError("--quota \(quota): no number of MiB") }
        if (signInBy == nil) != (signInAs == nil) || signInBy != nil && url == nil {
            throw ValidationError("--sign-in-by, --sign-in-as and --url belong together")
        }
        for address in [githubApi] + issuers + (signInBy.map { [$0] } ?? []) + (url.map { [$0] } ?? [])
        where !Self.isSafe(address) {
            throw ValidationError("\(address): write an address such as https://quality.example.org")
        }
        guard !place.isLoopback, !self.public else { return }
        guard data != nil else {
            throw ValidationError(
                "--listen \(listen) is no loopback address, and the dashboard asks nobody who they are; "
                    + "say --data for a server that people sign in to, put a proxy in front, or say --public"
            )
        }
        if tlsKey == nil, proxies.isEmpty {
            throw ValidationError(
                "--listen \(listen): passwords would go over the network in clear; name --tls-certificate and "
                    + "--tls-key, or with --trusted-proxy the proxy in front that does TLS"
            )
        }
    }

    /// Loopback is for tries.
    private static func isSafe(_ address: String) -> Bool {
        guard let url = RemoteURL(address), url.query.isEmpty, url.userInfo == nil else { return false }
        return url.scheme == "https" || url.scheme == "http" && url.isLoopback
    }

    func run() async throws {
        guard let address = ListenAddress(listen) else { throw CommandFailure(.usage) }
        let place = try data.map { try DataFolder($0) }
        if let newToken, let place {
            return Console.out(try place.makeToken(newToken, use: asks ? .ask : .send, days: days))
        }
        if newMetricsToken, let place { return Console.out(try place.makeMetricsToken(days: days)) }
        let demonstration = demo ? try DemoFolder() : nil
        defer { demonstration?.remove() }
        let projects =
            if let place { place.projects } else if let demonstration {
                ProjectRegistry(try await demonstration.projects())
            } else {
                ProjectRegistry([try await ServedFolder(options: project).project()])
            }
        // What a crash has left in a folder is in its index before anybody asks.
        _ = projects.all
        var settings = DashboardService.Settings { SystemClock().wallTime() }
        settings.isSecure = tlsKey != nil
        settings.isDemo = demo
        settings.needsSecondFactor = secondFactor
        settings.looksAfter = data != nil || tick
        settings.version = Assay.version
        settings.problem = { Console.error("assay serve: \($0)") }
        if address.isLoopback || !hosts.isEmpty {
            settings.hosts = Set(hosts.map { $0.lowercased() } + ["localhost", "127.0.0.1", "[::1]", address.name])
        }
        settings.proxies = Set(proxies)
        settings.isPublic = self.public
        let people = try place.map { try $0.people(door: try personDoor(), problem: settings.problem) }
        let ingest = place.map { Ingest($0.tokens, jobs: url.map { jobDoor($0) }, quota: quota << 20) }
        let service = DashboardService(
            projects,
            settings,
            ingest: ingest,
            people: people,
            traces: try traceSender(),
            protection: try protectionDesk()
        )
        var server = WebServer.Settings(host: address.host, port: address.port)
        server.largestBody = { method, path in
            guard path.hasPrefix("/api/") else { return 64 << 10 }
            let isReport = path.split(separator: "?").first?.hasSuffix("/reports") ?? false
            return method == "PUT" || isReport ? Ingest.largestBody : Ingest.largestNews
        }
        server.certificate = tlsCertificate
        server.key = tlsKey
        let (stop, continuation) = AsyncStream.makeStream(of: Void.self)
        let listener = Task {
            for await _ in Interrupts.stream() {
                Console.error("assay serve: ending")
                continuation.finish()
                // A second one does not wait for requests under way.
                Interrupts.restoreDefaults()
                break
            }
        }
        let tending = Task { await service.tend() }
        let scheme = settings.isSecure ? "https" : "http"
        do throws(ServingError) {
            try await WebServer(server) { await service.answer($0) }.run(stop: stop) { port in
                Console.out("\(scheme)://\(address.name):\(port)/")
                if let code = people?.firstCode {
                    Console.error(
                        "assay serve: nobody runs this server yet; /sign-in/first takes, once, the code \(code)"
                    )
                }
            }
        } catch {
            throw CommandFailure(.infrastructure, error.description)
        }
        listener.cancel()
        tending.cancel()
        await tending.value
        await service.close()
    }
}

/// Where the server listens.
struct ListenAddress: Equatable {
    /// Without brackets.
    var host: String
    var port: Int

    /// nil where the text is no address with a port.
    init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty else { return nil }
        self.host = String(host)
        self.port = Int(port)
    }

    var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

    /// As it stands in a URL.
    var name: String { host.contains(":") ? "[\(host)]" : host }
}
