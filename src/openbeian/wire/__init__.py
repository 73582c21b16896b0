"""The administration's interface, enterprise specification V3.0 (October 2013; YD/T 2431).

    messages/     every record, declared field by field: open one to read that part of the interface
    elements      how a field names its element        kinds      how a value is written, and bounds
    files         a whole file, record by record       errors     why a message is refused
    upload*       Declaration to message and back      gbk        what the encoding cannot carry
    envelope*     zip, hash, cipher and base64         replies*   what the six methods answer
    results*      the 204 codes of results             attachments  pictures within the limits

A later version of the interface is a second set of messages beside this one. Apps, mini-programs
and IPv6 came after V3.0: a Declaration holds them, an upload refuses them by name.
"""
