"""Makes launch tokens with PyJWT: valid ones, and others broken in one way each.

Usage: pyjwt_tokens.py FOLDER. Writes keys.json, one file a token, and manifest.json, which says
of every token with which codes it must be refused; with none, it must be accepted.
"""

import base64
import hashlib
import hmac
import json
import pathlib
import sys
import warnings

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import RSAAlgorithm

NOW = 1_800_000_000
LTI = "https://purl.imsglobal.org/spec/lti/claim/"
ISSUER = "https://lms.example"
CLIENT = "tool-7"
TARGET = "https://tool.example/launch"

# The weak key is meant to be weak.
warnings.simplefilter("ignore")

PLATFORM = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STRANGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
WEAK = rsa.generate_private_key(public_exponent=65537, key_size=1024)
CURVE = ec.generate_private_key(ec.SECP256R1())

CASES = []


def claims(**changes):
    said = {
        "iss": ISSUER,
        "aud": CLIENT,
        "sub": "a6d5c443-1f51-4783-ba1a-7686ffe3b54a",
        "exp": NOW + 300,
        "iat": NOW,
        "nonce": "nonce-1",
        LTI + "message_type": "LtiResourceLinkRequest",
        LTI + "version": "1.3.0",
        LTI + "deployment_id": "1",
        LTI + "target_link_uri": TARGET,
        LTI + "resource_link": {"id": "link-1"},
        LTI + "roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"],
    }
    said.update(changes)
    return said


def lti(name, value):
    return claims(**{LTI + name: value})


def without(name):
    said = claims()
    del said[name]
    return said


def signed(said, key=PLATFORM, algorithm="RS256", kid="platform", **header):
    if kid is not None:
        header["kid"] = kid
    return jwt.encode(said, key, algorithm=algorithm, headers=header)


def signed_bytes(payload):
    return jwt.PyJWS().encode(payload, PLATFORM, algorithm="RS256", headers={"kid": "platform"})


def encoded(value):
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def signed_with_public_key():
    """HS256 with the public key as the secret, which PyJWT refuses to make."""
    secret = PLATFORM.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    header = encoded(json.dumps({"alg": "HS256", "kid": "platform"}).encode())
    message = header + "." + encoded(json.dumps(claims()).encode())
    return message + "." + encoded(hmac.new(secret, message.encode(), hashlib.sha256).digest())


def tampered():
    header, _, signature = signed(claims()).split(".")
    return ".".join([header, encoded(json.dumps(claims(sub="teacher")).encode()), signature])


def case(name, token, *codes):
    """A token that must be accepted, or refused with these codes and no other."""
    CASES.append({"name": name, "file": name + ".jwt", "token": token, "codes": codes})


def valid_cases():
    case("plain", signed(claims()))
    case("audience-array", signed(claims(aud=[CLIENT])))
    case("authorized-party", signed(claims(azp=CLIENT)))
    case("audience-array-and-party", signed(claims(aud=[CLIENT], azp=CLIENT)))
    case("without-typ", signed(claims(), typ=None))
    case("fractional-times", signed(claims(iat=NOW - 0.5, exp=NOW + 300.25)))
    case("within-leeway", signed(claims(iat=NOW + 59)))
    case("unknown-claims", signed(claims(**{"https://lms.example/x": {"a": [1.50, None]}})))
    case("no-roles-given", signed(lti("roles", [])))
    case("unicode", signed(claims(name="Zoë 学生 \U0001f393")))


def time_cases():
    case("expired", signed(claims(iat=NOW - 400, exp=NOW - 60)), "lti.time.expired")
    case("issued-in-future", signed(claims(iat=NOW + 61)), "lti.time.future")
    case("too-old", signed(claims(iat=NOW - 661)), "lti.time.too_old")
    case("not-before", signed(claims(nbf=NOW + 61)), "lti.time.not_before")
    case("long-life", signed(claims(exp=NOW + 90_000)), "lti.time.lifetime")
    case("expiry-as-text", signed_bytes(json.dumps(claims(exp=str(NOW + 300))).encode()), "lti.claim.kind")


def party_cases():
    case("audience-other", signed(claims(aud="tool-8")), "lti.audience.other", "lti.audience.untrusted")
    case("audience-with-other", signed(claims(aud=[CLIENT, "tool-8"], azp=CLIENT)), "lti.audience.untrusted")
    case("audience-empty", signed(claims(aud=[])), "lti.audience.empty")
    case("party-other", signed(claims(azp="tool-8")), "lti.audience.azp_other")
    case("issuer-other", signed(claims(iss="https://lms.example/")), "lti.issuer.differs")
    case("nonce-other", signed(claims(nonce="nonce-2")), "lti.nonce.differs")
    case("deployment-other", signed(lti("deployment_id", "2")), "lti.deployment.unknown")
    case("target-other", signed(lti("target_link_uri", "https://evil.example/")), "lti.claim.target_foreign")


def claim_cases():
    for name in ["iss", "aud", "exp", "iat", "nonce"]:
        case("without-" + name, signed(without(name)), "lti.claim.missing")
    for name in ["message_type", "version", "deployment_id"]:
        case("without-" + name, signed(without(LTI + name)), "lti.claim.missing")
    for name, code in (
        ("roles", "roles_missing"),
        ("resource_link", "resource_link_missing"),
        ("target_link_uri", "target_missing"),
    ):
        case("without-" + name, signed(without(LTI + name)), "lti.claim." + code)
    case("without-sub", signed(without("sub")), "lti.claim.anonymous")
    case("version-short", signed(lti("version", "1.3")), "lti.unsupported.version")
    case("message-unknown", signed(lti("message_type", "ltiResourceLinkRequest")), "lti.unsupported.message_type")
    case("roles-as-text", signed(lti("roles", "Learner")), "lti.claim.kind")
    case("twice", signed_bytes(json.dumps(claims()).encode()[:-1] + b',"iss":"https://lms.example"}'), "json.duplicate")
    case("no-json", signed_bytes(b"claims"), "json.syntax")


def token_cases():
    case("algorithm-none", jwt.encode(claims(), None, algorithm="none", headers={"kid": "platform"}), "jose.alg.refused")
    case("algorithm-hs256", signed_with_public_key(), "jose.alg.refused")
    case("algorithm-ps256", signed(claims(), algorithm="PS256"), "jose.alg.refused")
    case("algorithm-rs384", signed(claims(), algorithm="RS384"), "jose.alg.not_allowed")
    case("algorithm-es256", signed(claims(), key=CURVE, algorithm="ES256"), "jose.alg.not_allowed")
    case("key-unknown", signed(claims(), kid="other"), "jose.key.unknown")
    case("key-unnamed", signed(claims(), kid=None), "jose.kid.missing")
    case("key-weak", signed(claims(), key=WEAK, kid="weak"), "jose.key.weak")
    case("key-for-encryption", signed(claims(), kid="encryption"), "jose.key.unfit")
    case("stranger", signed(claims(), key=STRANGER), "jose.signature")
    case("tampered", tampered(), "jose.signature")
    case("padded", signed(claims()) + "=", "jose.base64")
    case("access-token", signed(claims(), typ="at+jwt"), "lti.unsupported.token_type")
    case("critical", signed(claims(), crit=["exp"], exp=NOW), "jose.header.crit")
    case("own-key", signed(claims(), jwk=published(STRANGER, "platform")), "jose.header.key_material")


def published(key, kid, use="sig"):
    return RSAAlgorithm.to_jwk(key.public_key(), as_dict=True) | {"kid": kid, "use": use, "alg": "RS256"}


def main(folder):
    for make in [valid_cases, time_cases, party_cases, claim_cases, token_cases]:
        make()
    keys = [published(PLATFORM, "platform"), published(WEAK, "weak"), published(STRANGER, "encryption", "enc")]
    for key in keys:
        key.pop("key_ops", None)
    (folder / "keys.json").write_text(json.dumps({"keys": keys}))
    for made in CASES:
        (folder / made["file"]).write_text(made.pop("token"))
    expected = {"now": NOW, "issuer": ISSUER, "client_id": CLIENT, "target": TARGET, "nonce": "nonce-1", "deployment": "1"}
    (folder / "manifest.json").write_text(json.dumps(expected | {"cases": CASES}))


main(pathlib.Path(sys.argv[1]))
