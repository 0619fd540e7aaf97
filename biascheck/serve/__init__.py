"""A page to try biascheck, and a small REST interface; on this machine unless told otherwise.

Nothing that is sent here is stored or logged: texts live in memory while they are
analysed, and what is written down about a request names neither its words nor its address.

FastAPI checks requests and describes them (OpenAPI); uvicorn speaks HTTP.
"""
