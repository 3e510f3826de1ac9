import Core

/// What brings a service up: a command, an image, or a preset, and where.
extension ProjectBuilder {
    /// The service that an image's name stands for.
    func service(_ name: String, image: String) -> Service {
        guard let (preset, version) = ServicePreset.named(by: image) else {
            return Service(name: name, provider: .image(image, []))
        }
        var service = Service(
            name: name,
            provider: .preset(preset),
            version: version.map { ServiceVersion($0) },
            ports: [ServicePort(name: ServicePort.only)]
        )
        service.image = image
        return service
    }

    /// A service with what brings it up, and nothing else yet; nil where that is not clear, which is told.
    mutating func provided(_ entry: Reader.Entry) -> Service? {
        let reader = entry.value
        let (image, preset, run) = (reader["image"], reader["preset"], reader["run"])
        let place = reader["provider"]?.text.flatMap(Service.Place.init(rawValue:)) ?? .auto
        let shell = reader["shell"]?.text.flatMap(Step.Shell.init(rawValue:)) ?? .sh
        var service: Service
        switch (image, preset) {
        case (let image?, nil):
            guard let text = image.text else { return nil }
            service = self.service(entry.name, image: text)
            // A command is the project's own: it decides what runs, whatever the image is called.
            if let run { service = Service(name: entry.name, provider: .image(text, arguments(run, shell))) }
        case (nil, let preset?) where run == nil:
            guard let preset = preset.text.flatMap(ServicePreset.init(rawValue:)) else { return nil }
            service = Service(name: entry.name, provider: .preset(preset))
            if preset == .mock { service.mock = mock(reader, entry.key) }
        case (nil, nil) where run != nil:
            service = Service(name: entry.name, provider: .arguments([]))
            if let items = run?.items {
                service.provider = .arguments(items.compactMap(\.text))
            } else {
                service.provider = .script(run?.text ?? "", shell)
            }
        default:
            error("service '\(entry.name)' needs one of 'run', 'preset' and 'image'", entry.key)
            return nil
        }
        if let run { checkCommand(run, isBash: shell == .bash) }
        service.place = place
        checkPlace(service, reader)
        return service
    }

    private func arguments(_ run: Reader, _ shell: Step.Shell) -> [String] {
        run.items?.compactMap(\.text) ?? shell.arguments + [run.text ?? ""]
    }

    private func checkPlace(_ service: Service, _ reader: Reader) {
        switch (service.provider, service.place) {
        case (.arguments, .container), (.script, .container):
            error("a container needs an 'image' that it is made of", reader["provider"]?.node ?? reader.node)
        case (.preset(.mock), .container):
            error("a mock is Assay's own program, and runs in no container", reader["provider"]?.node ?? reader.node)
        case (.image(let image, _), .process):
            let known = ServicePreset.allCases.map(\.rawValue).joined(separator: ", ")
            let words = "nothing on this machine stands for '\(image)'; presets: \(known)"
            error(words, reader["provider"]?.node ?? reader.node)
        default: break
        }
        guard service.mock == nil else { return }
        for key in ["stubs", "openapi", "dependency", "report"] {
            if let node = reader[key]?.node { error("'\(key)' is for the preset mock", node) }
        }
    }

    private func mock(_ reader: Reader, _ key: YAMLNode) -> MockSource {
        let stubs = reader["stubs"]?.texts ?? []
        if stubs.isEmpty { error("the preset mock needs 'stubs', a stub file or several", key) }
        return MockSource(
            stubs: stubs,
            contract: reader["openapi"]?.text,
            dependency: reader["dependency"]?.text,
            report: reader["report"]?.text
        )
    }

    func addVersion(_ reader: Reader?, to service: inout Service) {
        guard let reader, let text = reader.text else { return }
        guard case .preset(let preset) = service.provider, preset != .mock else {
            return error("nothing tells the version of it; 'version' is for databases that Assay knows", reader.node)
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
    func checkPreset(_ service: inout Service, _ reader: Reader) {
        if service.ports.isEmpty { service.ports = [ServicePort(name: ServicePort.only)] }
        if service.ports.count > 1, let node = reader["ports"]?.node { error("a preset has one port", node) }
        for key in ["shell", "directory"] {
            if let node = reader[key]?.node { error("'\(key)' is for services with 'run'", node) }
        }
    }

    // MARK: Ports

    func ports(_ reader: Reader, of service: Service) -> [ServicePort] {
        var isImage = false
        if case .image = service.provider { isImage = true }
        if reader.isMapping { return reader.entries.compactMap { port($0.name, $0.value, isImage) } }
        return [port(ServicePort.only, reader, isImage)].compactMap(\.self)
    }

    private func port(_ name: String, _ reader: Reader, _ isImage: Bool) -> ServicePort? {
        guard let text = reader.text else { return nil }
        if text == FileFormat.freePort { return ServicePort(name: name) }
        let numbers = text.split(separator: ":", omittingEmptySubsequences: false).map { Self.number(of: $0) }
        switch (numbers.count, numbers.first ?? nil, numbers.last ?? nil) {
        case (1, let number?, _):
            return ServicePort(name: name, number: isImage ? nil : number, inside: isImage ? number : nil)
        case (2, let outside?, let inside?) where isImage:
            return ServicePort(name: name, number: outside, inside: inside)
        default:
            let both = isImage ? ", both numbers (9000:8080)" : ""
            error("'\(text)' is no port: a number from 1 to 65535\(both), or free", reader.node)
            return nil
        }
    }

    private static func number(of text: Substring) -> Int? {
        guard let number = Int(text), (1...65535).contains(number) else { return nil }
        return number
    }
}
