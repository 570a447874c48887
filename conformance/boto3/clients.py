"""Clients of boto3, each made once: making one takes longer than most calls."""

import functools

import boto3


@functools.cache
def client(service, region):
    return boto3.client(service, region_name=region)
