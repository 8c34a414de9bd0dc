"""Prints the messages of a pipeline as a FileDescriptorSet, from the Python packages that carry them: there is no .proto in a registry."""

import re
import sys

from google.protobuf.descriptor_pb2 import FileDescriptorSet
from kfp.kubernetes import kubernetes_executor_config_pb2
from kfp.pipeline_spec import pipeline_spec_pb2


def camel(name: str) -> str:
    return re.sub(r"_([a-z0-9])", lambda match: match[1].upper(), name)


def fill_json_names(message) -> None:
    """protoc leaves them out of what it compiles into Python, and a decoder of JSON needs them."""
    for field in message.field:
        field.json_name = field.json_name or camel(field.name)
    for nested in message.nested_type:
        fill_json_names(nested)


def add(descriptor, files: FileDescriptorSet, seen: set[str]) -> None:
    """Dependencies first."""
    if descriptor.name in seen:
        return
    seen.add(descriptor.name)
    for dependency in descriptor.dependencies:
        add(dependency, files, seen)
    file = files.file.add()
    file.ParseFromString(descriptor.serialized_pb)
    for message in file.message_type:
        fill_json_names(message)


files, seen = FileDescriptorSet(), set()
add(pipeline_spec_pb2.DESCRIPTOR, files, seen)
add(kubernetes_executor_config_pb2.DESCRIPTOR, files, seen)
sys.stdout.write(files.SerializeToString().hex())
