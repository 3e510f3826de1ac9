package import Scanning

/// TorchServe's inference and management API, with its messages, as a state of models and workers.
///
/// Source: https://docs.pytorch.org/serve/ (REST API: inference, management, metrics)
package struct TorchServe: Sendable, Hashable {
    package struct Model: Sendable, Hashable {
        package var name: String
        package var version: String
        package var workers: Int
        /// What a prediction says; nil for an echo of the model's name.
        package var prediction: JSON?

        package init(name: String, version: String = "1.0", workers: Int = 1, prediction: JSON? = nil) {
            self.name = name
            self.version = version
            self.workers = workers
            self.prediction = prediction
        }
    }

    /// In the order of registration; of each name the first version is the default one.
    package var models: [Model]
    private var inferences: [String: Int] = [:]

    private static let modelLimit = 1_000
    private static let workerLimit = 1_000

    package init(models: [Model] = []) { self.models = models }

    /// nil where the request is none that TorchServe knows.
    mutating func answer(_ request: MockRequest, _ path: [Substring], _ json: JSON?) -> MockAnswer? {
        switch (request.method, path.first) {
        case ("GET", "ping") where path.count == 1:
            return .json(200, ["status": JSON(models.allSatisfy { $0.workers > 0 } ? "Healthy" : "Partial Healthy")])
        case ("OPTIONS", nil): return .json(200, ["openapi": "3.0.1", "info": ["title": "TorchServe APIs"]])
        case (_, "predictions") where (2...3).contains(path.count) && ["POST", "GET", "PUT"].contains(request.method):
            return infer(String(path[1]), path.count > 2 ? String(path[2]) : nil, "prediction")
        case (_, "explanations") where path.count == 2: return infer(String(path[1]), nil, "explanation")
        case ("POST", "v1") where path.count == 3 && path[1] == "models": return kserve(path[2])
        case ("GET", "metrics") where path.count == 1: return metrics()
        case (_, "models"): return manage(request, path)
        default: return nil
        }
    }

    // MARK: Inference

    private mutating func infer(_ name: String, _ version: String?, _ what: String) -> MockAnswer {
        switch find(name, version) {
        case .failure(let answer): return answer.answer
        case .success(let index):
            let model = models[index]
            guard model.workers > 0 else {
                return Self.error(
                    503,
                    "ServiceUnavailableException",
                    "Model \"\(name)\" has no worker to serve inference request. Please use scale workers API to add workers."
                )
            }
            inferences[name, default: 0] += 1
            let echo: JSON = .object([
                JSON.Member(what, JSON(name)), JSON.Member("model_version", JSON(model.version)),
            ])
            return .json(200, model.prediction ?? echo)
        }
    }

    /// `{model}:predict` and `{model}:explain` of KServe's first protocol.
    private mutating func kserve(_ segment: Substring) -> MockAnswer? {
        guard let colon = segment.lastIndex(of: ":") else { return nil }
        let what = segment[segment.index(after: colon)...]
        guard what == "predict" || what == "explain" else { return nil }
        var answer = infer(String(segment[..<colon]), nil, what == "predict" ? "prediction" : "explanation")
        if answer.status == 200, let value = try? JSON(parsing: answer.body) {
            let key = what == "predict" ? "predictions" : "explanations"
            answer = .json(200, .object([JSON.Member(key, .array([value]))]))
        }
        return answer
    }

    private func metrics() -> MockAnswer {
        var text = "# HELP ts_inference_requests_total Total number of inference requests.\n"
        text += "# TYPE ts_inference_requests_total counter\n"
        for (name, count) in inferences.sorted(by: { $0.key < $1.key }) {
            let version = models.first { $0.name == name }?.version ?? "default"
            text += "ts_inference_requests_total{model_name=\"\(name)\",model_version=\"\(version)\"} \(count)\n"
        }
        return .text(200, text)
    }

    // MARK: Management

    private mutating func manage(_ request: MockRequest, _ path: [Substring]) -> MockAnswer? {
        let name = path.count > 1 ? String(path[1]) : nil
        let version = path.count > 2 && path[2] != "set-default" ? String(path[2]) : nil
        switch (request.method, name, path.count) {
        case ("GET", nil, _): return list()
        case ("POST", nil, _): return register(request)
        case ("GET", let name?, 2...3): return describe(name, version)
        case ("PUT", let name?, 3...4) where path.last == "set-default": return setDefault(name, version)
        case ("PUT", let name?, 2...3): return scale(request, name, version)
        case ("DELETE", let name?, 2...3): return unregister(name, version)
        default: return nil
        }
    }

    private func list() -> MockAnswer {
        var seen: Set<String> = []
        let listed = models.filter { seen.insert($0.name).inserted }.map { model -> JSON in
            ["modelName": JSON(model.name), "modelUrl": JSON("\(model.name).mar")]
        }
        return .json(200, ["models": .array(listed)])
    }

    private mutating func register(_ request: MockRequest) -> MockAnswer {
        guard let url = request.query("url"), !url.isEmpty else {
            return Self.error(400, "BadRequestException", "Parameter url is required.")
        }
        guard models.count < Self.modelLimit else {
            return Self.error(507, "InternalServerException", "the mock holds \(Self.modelLimit) models at most")
        }
        let file = url.split(separator: "/").last.map(String.init) ?? url
        let name = request.query("model_name") ?? (file.hasSuffix(".mar") ? String(file.dropLast(4)) : file)
        let version = request.query("model_version") ?? "1.0"
        if case .success = find(name, version) {
            return Self.error(
                409,
                "ConflictStatusException",
                "Model version \(version) is already registered for model \(name)"
            )
        }
        let workers = min(Self.workerLimit, request.query("initial_workers").flatMap { Int($0) } ?? 0)
        models.append(Model(name: name, version: version, workers: max(0, workers)))
        return Self.status(
            workers > 0 && request.query("synchronous") != "true" ? 202 : 200,
            "Model \"\(name)\" Version: \(version) registered with \(max(0, workers)) initial workers"
        )
    }

    private func describe(_ name: String, _ version: String?) -> MockAnswer {
        switch find(name, version) {
        case .failure(let answer): return answer.answer
        case .success(let index):
            let model = models[index]
            let workers = (0..<model.workers).map { number -> JSON in
                ["id": JSON("\(9_000 + number)"), "status": "READY", "gpu": false, "pid": JSON(1_000 + number)]
            }
            return .json(
                200,
                [
                    [
                        "modelName": JSON(name), "modelVersion": JSON(model.version), "modelUrl": JSON("\(name).mar"),
                        "minWorkers": JSON(model.workers), "maxWorkers": JSON(model.workers),
                        "loadedAtStartup": false, "workers": .array(workers),
                    ]
                ]
            )
        }
    }

    private mutating func scale(_ request: MockRequest, _ name: String, _ version: String?) -> MockAnswer {
        let least = request.query("min_worker").map { Int($0) ?? -1 } ?? 1
        let most = request.query("max_worker").map { Int($0) ?? -1 } ?? least
        guard least >= 0, most >= least, least <= Self.workerLimit else {
            return Self.error(400, "BadRequestException", "max_worker cannot be less than min_worker.")
        }
        switch find(name, version) {
        case .failure(let answer): return answer.answer
        case .success(let index):
            models[index].workers = least
            let isDone = request.query("synchronous") == "true"
            let version = models[index].version
            return Self.status(
                isDone ? 200 : 202,
                isDone
                    ? "Workers scaled to \(least) for model: \(name), version: \(version)"
                    : "Processing worker updates..."
            )
        }
    }

    private mutating func setDefault(_ name: String, _ version: String?) -> MockAnswer {
        switch find(name, version) {
        case .failure(let answer): return answer.answer
        case .success(let index):
            models.insert(models.remove(at: index), at: 0)
            return Self.status(
                200,
                "Default version successfully updated for model \"\(name)\" to \"\(models[0].version)\""
            )
        }
    }

    private mutating func unregister(_ name: String, _ version: String?) -> MockAnswer {
        switch find(name, version) {
        case .failure(let answer): return answer.answer
        case .success(let index):
            models.remove(at: index)
            return Self.status(200, "Model \"\(name)\" unregistered")
        }
    }

    // MARK: Models

    private struct Refusal: Error {
        var answer: MockAnswer
    }

    private func find(_ name: String, _ version: String?) -> Result<Int, Refusal> {
        guard let first = models.firstIndex(where: { $0.name == name }) else {
            return .failure(Refusal(answer: Self.error(404, "ModelNotFoundException", "Model not found: \(name)")))
        }
        guard let version else { return .success(first) }
        guard let index = models.firstIndex(where: { $0.name == name && $0.version == version }) else {
            return .failure(
                Refusal(
                    answer: Self.error(
                        404,
                        "ModelVersionNotFoundException",
                        "Model version: \(version) does not exist for model: \(name)"
                    )
                )
            )
        }
        return .success(index)
    }

    private static func status(_ status: Int, _ text: String) -> MockAnswer { .json(status, ["status": JSON(text)]) }

    private static func error(_ code: Int, _ type: String, _ message: String) -> MockAnswer {
        .json(code, ["code": JSON(code), "type": JSON(type), "message": JSON(message)])
    }
}
