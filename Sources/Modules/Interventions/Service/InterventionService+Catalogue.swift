import Foundation
import InterventionsContract
import KAAKernel
import KAARPC
import KAAStorage
import KAAWire

extension InterventionService {
    func createInterventionType(
        _ request: Kaa.Interventions.V1.CreateInterventionTypeRequest,
        context: ServerContext
    ) async throws -> Kaa.Interventions.V1.CreateInterventionTypeResponse {
        let type = try InterventionType(proto: request.interventionType)
        try await self.database.write(context) { transaction in
            guard try !CatalogueStorage.hasLine(type.code, during: type.validity, in: transaction) else {
                throw RPCError.failedPrecondition("TYPE_EXISTS", "The code has a line on some of those days.")
            }
            try CatalogueStorage.insert(type, at: self.clock.now, in: transaction)
        }
        return .init(interventionType: .init(type))
    }

    func listInterventionTypes(
        _ request: Kaa.Interventions.V1.ListInterventionTypesRequest,
        context: ServerContext
    ) async throws -> Kaa.Interventions.V1.ListInterventionTypesResponse {
        let day = try CivilDate(field: "as_of", request.asOf, ifEmpty: self.clock.today)
        let page = try PageRequest(
            size: request.pageSize,
            token: request.pageToken,
            of: context.method,
            filter: [request.asOf]
        )
        let code = try page.key(String.self)
        let types = try await self.database.read { transaction in
            try CatalogueStorage.list(on: day, after: code, limit: page.limit, in: transaction)
        }
        let (entries, token) = page.cut(types) { PageRequest.Key($0.code) }
        return .init(
            interventionTypes: entries.map(Kaa.Interventions.V1.InterventionType.init),
            nextPageToken: token
        )
    }
}
