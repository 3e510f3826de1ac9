import Core
import Scanning

extension JSONReport {
    static func service(_ service: ServiceRecord) -> JSON {
        [
            "name": JSON(service.name), "environment": JSON(service.environment), "step": JSON(service.step),
            "version": JSON(service.version), "wanted": JSON(service.wanted), "port": JSON(service.port),
            "image": JSON(service.image), "digest": JSON(service.digest), "log": JSON(service.log),
            "seconds": JSON(service.seconds),
        ]
    }
}
