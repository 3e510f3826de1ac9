import Core
import Criteria

extension ProjectBuilder {
    /// The services and their groups; what they name is noted as a reference.
    mutating func services() -> ServiceCatalogue {
        var catalogue = ServiceCatalogue()
        for entry in named("services") {
            checkServiceName(entry)
            let reader = entry.value
            if let members = reader.items {
                catalogue.groups.append(ServiceGroup(name: entry.name, members: members.compactMap(\.text)))
                refer(to: members)
            } else if let image = reader.text {
                guard let service = service(entry.name, image: image, reader.node) else { continue }
                catalogue.services.append(service)
            } else if let service = service(entry) {
                catalogue.services.append(service)
            }
        }
        return catalogue
    }

    /// A name becomes a part of a file's name, of a placeholder and of variables.
    private func checkServiceName(_ entry: Reader.Entry) {
        let isPlain = entry.name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
        }
        if !isPlain || entry.name.utf8.count > 60 {
            error(
                "'\(entry.name)' cannot be the name of a service: letters, digits, '_' and '-', at most 60",
                entry.key
            )
        }
    }

    mutating func refer(to services: [Reader]) {
        for item in services {
            guard let name = item.text else { continue }
            references.append(Reference(target: .service, name: name, node: item.node))
        }
    }

    private func service(_ name: String, image: String, _ node: YAMLNode) -> Service? {
        guard let (preset, version) = ServicePreset.named(by: image) else {
            let known = ServicePreset.allCases.map(\.rawValue).joined(separator: ", ")
            error("no image can be run, and nothing on this machine stands for '\(image)'; presets: \(known)", node)
            return nil
        }
        return Service(
            name: name,
            provider: .preset(preset),
            version: version.map { ServiceVersion($0) },
            ports: [ServicePort(name: ServicePort.only)]
        )
    }

    private mutating func service(_ entry: Reader.Entry) -> Service? {
        let reader = entry.value
        _ = secretNames(reader)
        let (image, preset, run) = (reader["image"], reader["preset"], reader["run"])
        _ = reader["description"]?.text
        let shell = reader["shell"]?.text.flatMap(Step.Shell.init(rawValue:)) ?? .sh
        var service = Service(name: entry.name, provider: .arguments([]))
        switch (image, preset, run) {
        case (let image?, nil, nil):
            guard let text = image.text, let found = self.service(entry.name, image: text, image.node) else {
                return nil
            }
            service = found
        case (nil, let preset?, nil):
            guard let preset = preset.text.flatMap(ServicePreset.init(rawValue:)) else { return nil }
            service.provider = .preset(preset)
        case (nil, nil, let run?):
            if let items = run.items {
                service.provider = .arguments(items.compactMap(\.text))
            } else {
                service.provider = .script(run.text ?? "", shell)
            }
            checkCommand(run, isBash: shell == .bash)
        default:
            error("service '\(entry.name)' needs one of 'run', 'preset' and 'image'", entry.key)
            return nil
        }
        addVersion(reader["version"], to: &service)
        if let ports = reader["ports"] { service.ports = self.ports(ports) }
        if case .preset = service.provider { checkPreset(&service, reader) }
        service.location = log.location(entry.key.place)
        service.variables = variables(reader["env"])
        if let exports = reader["variables"] { service.exports = variables(exports) }
        service.url = reader["url"]?.text
        service.directory = reader["directory"]?.text
        if let check = reader["health"] { service.health = health(check, service) }
        service.dependencies = reader["depends_on"]?.texts ?? []
        refer(to: reader["depends_on"].map { $0.items ?? [$0] } ?? [])
        service.grace = reader["grace_period"]?.duration ?? Service.defaultGrace
        return service
    }

    private func addVersion(_ reader: Reader?, to service: inout Service) {
        guard let reader, let text = reader.text else { return }
        guard case .preset = service.provider else {
            return error("nothing tells the version of a command; 'version' is for presets and images", reader.node)
        }
        guard text == FileFormat.requiredVersion else {
            service.version = ServiceVersion(text)
            return
        }
        if service.version == nil {
            error("'version: required' needs an 'image' that names one, such as postgres:16", reader.node)
        }
        service.version?.isRequired = true
    }

    /// What a preset decides itself is not to be said once more.
    private func checkPreset(_ service: inout Service, _ reader: Reader) {
        if service.ports.isEmpty { service.ports = [ServicePort(name: ServicePort.only)] }
        if service.ports.count > 1, let node = reader["ports"]?.node { error("a preset has one port", node) }
        for key in ["shell", "directory"] {
            if let node = reader[key]?.node { error("'\(key)' is for services with 'run'", node) }
        }
    }

    private func ports(_ reader: Reader) -> [ServicePort] {
        if reader.isMapping { return reader.entries.compactMap { port($0.name, $0.value) } }
        return [port(ServicePort.only, reader)].compactMap(\.self)
    }

    private func port(_ name: String, _ reader: Reader) -> ServicePort? {
        guard let text = reader.text else { return nil }
        if text == FileFormat.freePort { return ServicePort(name: name) }
        guard let number = Int(text), (1...65535).contains(number) else {
            error("'\(text)' is no port: a number from 1 to 65535, or free", reader.node)
            return nil
        }
        return ServicePort(name: name, number: number)
    }

    private func health(_ reader: Reader, _ service: Service) -> HealthCheck? {
        let probes = ["command", "tcp", "http", "log"].compactMap { key in reader[key].map { (key, $0) } }
        var check = HealthCheck(.log(""))
        check.interval = reader["interval"]?.duration ?? check.interval
        check.timeout = positive(reader["timeout"], "timeout") ?? check.timeout
        check.retries = reader["retries"]?.integer ?? check.retries
        check.startPeriod = reader["start_period"]?.duration ?? check.startPeriod
        guard probes.count == 1, let (key, value) = probes.first else {
            error("'health' needs one of 'command', 'tcp', 'http' and 'log'", reader.node)
            return nil
        }
        if let items = value.items {
            check.probe = .arguments(items.compactMap(\.text))
            return check
        }
        let text = value.text ?? ""
        switch key {
        case "command": check.probe = .script(text)
        case "tcp":
            check.probe = .tcp(text)
            if Int(text) == nil, !text.contains("{"), !service.ports.contains(where: { $0.name == text }) {
                error("the service has no port '\(text)'", value.node)
            }
        case "http":
            check.probe = .http(text)
            if !text.hasPrefix("/"), !text.hasPrefix("http://") {
                error("'\(text)' is neither a path such as /health nor an http:// address of this machine", value.node)
            } else if text.hasPrefix("/"), service.ports.isEmpty {
                error("the service has no port that \(text) could be asked of; add 'ports'", value.node)
            }
        default: check.probe = .log(text)
        }
        return check
    }

    /// Circles among services and groups, each told once.
    func checkCircles(_ catalogue: ServiceCatalogue) {
        var told: Set<Set<String>> = []
        for entry in named("services") {
            do throws(ServiceError) {
                _ = try catalogue.services(for: [entry.name])
            } catch {
                guard case .circle(let names) = error, told.insert(Set(names)).inserted else { continue }
                self.error(error.message, entry.key)
            }
        }
    }
}
