"""Works through the contact queue, knowing only the server's address and a token.

Everything else is asked of the server: which services it has, and what their messages look like.
Usage: KAAD_TOKEN=... python contact_queue.py HOST:PORT
"""

import json
import os
import sys

import grpc
from google.protobuf import descriptor_pool, message_factory
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

SERVICE = "kaa.outreach.v1.OutreachService"
PAGE_SIZE = 25
TIMEOUT_SECONDS = 60


class Client:
    """Calls the unary methods of a service of which only the name is known."""

    def __init__(self, channel, pool, service, token):
        self._channel = channel
        self._service = pool.FindServiceByName(service)
        self._metadata = [("authorization", "Bearer " + token)]

    def call(self, name, **fields):
        method = self._service.methods_by_name[name]
        request = message_factory.GetMessageClass(method.input_type)(**fields)
        answer = message_factory.GetMessageClass(method.output_type)
        invoke = self._channel.unary_unary(
            "/%s/%s" % (self._service.full_name, name),
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=answer.FromString,
        )
        return invoke(request, metadata=self._metadata, timeout=TIMEOUT_SECONDS)


def page_through(client):
    entries, pages, token = [], 0, ""
    while True:
        page = client.call("ListContactQueue", page_size=PAGE_SIZE, page_token=token)
        entries.extend(page.entries)
        pages += 1
        token = page.next_page_token
        if not token:
            return entries, pages, page.total_size


def main():
    with grpc.insecure_channel(sys.argv[1]) as channel:
        reflection = ProtoReflectionDescriptorDatabase(channel)
        services = sorted(reflection.get_services())
        pool = descriptor_pool.DescriptorPool(reflection)
        client = Client(channel, pool, SERVICE, os.environ["KAAD_TOKEN"])

        entries, pages, total = page_through(client)
        person = entries[-1].young_person_id
        recorded = client.call(
            "RecordContactAttempt",
            young_person_id=person,
            step="OUTREACH_STEP_PHONE",
            result="ATTEMPT_RESULT_REACHED_YOUTH",
            occupation="OCCUPATION_WORK",
        )
        attempts = client.call("ListContactAttempts", young_person_id=person).contact_attempts
        state = client.call("GetYoungPerson", young_person_id=person).young_person
        states = state.DESCRIPTOR.fields_by_name["state"].enum_type.values_by_number
        print(
            json.dumps(
                {
                    "services": services,
                    "pages": pages,
                    "total": total,
                    "persons": [entry.young_person_id for entry in entries],
                    "recorded": recorded.contact_attempt.contact_attempt_id,
                    "read_back": [attempt.contact_attempt_id for attempt in attempts],
                    "state": states[state.state].name,
                }
            )
        )


main()
