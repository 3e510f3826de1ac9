import Access
import Dashboard
import Synchronization

/// Who sends a request, and from where.
struct RequestCaller: Sendable {
    var visitor: Visitor
    /// nil for whoever has not signed in.
    var session: Session?
    var address: String
}

/// What all requests of one caller together may ask of the server.
final class RequestLimits: Sendable {
    private static let each = 1_200
    /// Judging runs anew takes its time.
    private static let trialsEach = 20
    private let requests = Mutex(RateLimit(most: RequestLimits.each))
    private let trials = Mutex(RateLimit(most: RequestLimits.trialsEach))

    /// Seconds to wait; nil for none.
    func wait(_ caller: RequestCaller, now: Double) -> Double? {
        requests.withLock { $0.count(name(caller), now: now) }
    }

    /// Of trials of a criterion: seconds to wait; nil for none.
    func waitForTrial(_ caller: RequestCaller, now: Double) -> Double? {
        trials.withLock { $0.count(name(caller), now: now) }
    }

    private func name(_ caller: RequestCaller) -> String {
        caller.visitor.account.map { "account " + $0.id } ?? caller.address
    }
}

extension DashboardService {
    /// The cookie that holds a session: to this host alone, over TLS or loopback alone, unread by any script.
    static let cookie = "__Host-assay"

    func caller(_ request: ServerRequest) -> RequestCaller {
        let address = Caller.address(
            peer: request.peer,
            forwarded: request["x-forwarded-for"],
            proxies: settings.proxies
        )
        guard let people else { return RequestCaller(visitor: .anybody, address: address) }
        if let known = people.visitor(request.cookie(Self.cookie), now: settings.now()) {
            return RequestCaller(visitor: .person(known.account), session: known.session, address: address)
        }
        if let token = ingest?.asker(request, now: settings.now()) {
            return RequestCaller(visitor: .asker(project: token.project, name: token.id), address: address)
        }
        let isMonitor = ingest?.isMonitor(request, now: settings.now()) ?? false
        return RequestCaller(
            visitor: isMonitor ? .monitor : .stranger(mayRead: settings.isPublic),
            address: address
        )
    }

    func frame(_ caller: RequestCaller, _ project: String?) -> PageFrame {
        var frame = PageFrame()
        frame.isDemo = settings.isDemo
        frame.hasPeople = people != nil
        guard let account = caller.visitor.account else { return frame }
        frame.person = account.name
        frame.runsServer = account.isServerAdmin
        frame.mayAdminister = project.flatMap { account.role(in: $0) } == .admin
        return frame
    }

    /// Whether no page of another site can have sent it: by a token, or as JSON, for which a browser would ask us first.
    private func isOwnWill(_ request: ServerRequest, _ endpoint: Endpoint, _ caller: RequestCaller) -> Bool {
        guard endpoint.need == .asker else { return false }
        if case .asker = caller.visitor { return true }
        return request["content-type"]?.lowercased().hasPrefix("application/json") ?? false
    }

    /// Why a request is not even looked at; nil where it is.
    func refusal(
        _ request: ServerRequest,
        _ endpoint: Endpoint,
        _ project: String?,
        _ caller: RequestCaller
    ) -> ServerResponse? {
        let isData = request.path.hasPrefix(Address.interface)
        if people != nil, endpoint.need != .machine, let wait = limits.wait(caller, now: settings.now()) {
            return Answers.tooMany(wait, isData: isData)
        }
        // A program that sends a token sends it of its own will; a browser sends a cookie wherever it is told to.
        if endpoint.need != .machine, !isOwnWill(request, endpoint, caller),
            !CrossSite.allows(
                method: request.method,
                fetchSite: request["sec-fetch-site"],
                origin: request["origin"],
                host: request["host"]
            )
        {
            return Answers.problem(403, "Refused", "This request does not come from a page of ours.", isData: isData)
        }
        switch caller.visitor.decision(endpoint.need, project: project) {
        case .allowed: return nil
        case .hidden: return Answers.missing(isData: isData, frame(caller, nil))
        case .forbidden:
            return Answers.problem(403, "Not yours to do", "Your role does not allow it.", isData: isData)
        case .signIn:
            guard !isData, request.method == "GET" || request.method == "HEAD", endpoint.need != .monitoring else {
                var refusal = Answers.problem(401, "Sign in first", "This is not for everybody.", isData: isData)
                refusal.headers.append(Header("www-authenticate", "Bearer"))
                return refusal
            }
            return Answers.seeOther(
                Address(.signIn, Query().with("next", ReturnPath.own(request.target))).path
            )
        }
    }
}
