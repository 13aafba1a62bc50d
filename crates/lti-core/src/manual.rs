//! The attacks on a launch, and how they fail here.
//!
//! For reviewers, and for whoever wants to change a check: what each attack is, which type or
//! function stands in its way, and which test shows it. The whole list, with assets and actors,
//! is the repository's threat model.
//!
//! | attack | guard | tests |
//! |---|---|---|
//! | login CSRF | [`UnverifiedLaunch::in_browser`] | `case_34_a_launch_planted_in_another_browser_is_refused_and_burns_nothing`, `case_34_a_stranger_who_knows_the_state_cannot_use_or_burn_the_login` |
//! | replay | [`BoundLaunch::with_login`], [`Logins::take_login`] | `case_31_a_new_token_for_a_used_login_is_refused`, `case_32_of_two_posts_at_once_exactly_one_launches` |
//! | mix-up | [`TakenLaunch::check`] | `case_35_a_token_of_another_platform_than_the_login_is_refused`, `case_08_two_clients_of_one_issuer_do_not_share_keys` |
//! | algorithm confusion | [`edu_jose::Algorithms`] | `case_01_a_token_without_signature_is_refused_in_every_spelling`, `case_03_a_header_that_names_another_algorithm_than_the_signature_is_refused` |
//! | key confusion | [`edu_jose::KeySet`], [`edu_jose::Algorithm`] | `case_02_a_public_key_never_serves_as_a_symmetric_secret`, `case_04_a_key_inside_the_header_is_refused`, `case_09_two_keys_of_one_id_and_type_are_ambiguous` |
//! | cross-JWT confusion | [`TakenLaunch::check`], [`ToolSettings::accepting_messages`] | `case_16_tokens_of_another_type_are_refused_by_their_header`, `case_16_other_messages_of_the_platform_are_no_launches` |
//! | open redirect | [`begin_login`], [`AuthorizationRequest::with_tool`] | `case_46_the_redirect_goes_to_the_registered_endpoint_and_back_to_the_registered_address`, `an_address_that_differs_in_one_byte_is_answered_nowhere` |
//! | privilege bait | [`Roles::is_context_instructor`] | `case_43_roles_that_only_look_like_instructor_grant_no_teaching` |
//! | duplicate members | [`edu_json::Tree::parse`], [`edu_http::Form::parse`] | `case_14_duplicate_members_are_refused`, `a_login_field_given_twice_is_refused` |
//! | stolen hint | [`Messages::take_message`] | `a_launch_is_refused_to_another_session_and_left_to_its_own` |
//!
//! # Login CSRF
//!
//! An attacker begins a login, lets the platform sign a message for the own account, and has
//! the victim's browser post it: the victim now works in the attacker's account. A state alone
//! does not help, because the attacker has it. So [`begin_login`] gives the browser a random
//! secret in a `__Host-` cookie and makes the state its digest: who knows the state cannot make
//! the cookie. The comparison comes before the store is asked, so that a stranger cannot burn
//! somebody's login either.
//!
//! # Replay
//!
//! A token is posted a second time, from a log, a proxy or the back button. The login is taken
//! out of the store in one atomic step and consumed by value; the second post finds it used
//! until the login expires, and unknown from then on. A full store forgets the oldest waiting
//! login of the registration that has most. Used ones have room of their own; of too many the
//! first is forgotten, and a replay of it is refused as unknown. Test your own store with `kit`.
//!
//! # Mix-up
//!
//! A platform that is registered honestly sends its own, correctly signed token as the answer to
//! a login that was begun for another platform. Which platform answers is decided by the
//! [`PendingLogin`] alone, never by the token: issuer, audience, keys and algorithms are those
//! of the registration it names.
//!
//! # Algorithm confusion
//!
//! The header of a token is written by whoever made it. `none` and the symmetric algorithms do
//! not exist in [`edu_jose::Algorithm`]; others are accepted only where the registration says
//! so, RS256 alone by default, and only with a key of the fitting type. All of it is decided
//! before any signature is computed.
//!
//! # Key confusion
//!
//! A token brings its own key (`jwk`), an address to fetch one from (`jku`, `x5u`), a key id
//! that two keys share, or uses the public key as a shared secret. Headers with key material
//! are refused; nothing in a token makes anybody fetch anything; a key id names one usable key
//! of the registration's set or the token is refused, and keys are never tried in turn.
//!
//! # Cross-JWT confusion
//!
//! The platform signs other things with the same key: access tokens, notices, deep-linking
//! responses. A launch has the header type `JWT` or none, the nonce of a login begun here, a
//! message type this tool said it takes, and the claims that type requires.
//!
//! # Open redirect
//!
//! A login initiation names where the person wants to go, and anybody can send one. The browser
//! is redirected to the registered authorization endpoint and nowhere else; the target must be
//! on an origin of the tool, at the start and again in the signed message. A platform answers
//! only redirect addresses that are byte for byte registered, and tells nobody of any other.
//!
//! # Privilege bait
//!
//! Roles that look like a teacher's and are none: `Learner#Instructor`, an institution role
//! alone, another vocabulary's host, other case. The questions of [`Roles`] are answered from
//! exact values of the context vocabulary; everything else is kept and grants nothing.
//!
//! # Duplicate members
//!
//! Two readers of `{"sub":"eve","sub":"ada"}` may see two people. Members, form fields and
//! cookies that come twice are refused wherever they are read.
//!
//! # Stolen hint
//!
//! The platform's hints pass through the browser and the tool. They are random, say nothing
//! about the person, and are worth nothing outside the session they were made in: another
//! session is refused and spends nothing.
//!
//! [`begin_login`]: crate::begin_login
//! [`AuthorizationRequest::with_tool`]: crate::AuthorizationRequest::with_tool
//! [`BoundLaunch::with_login`]: crate::BoundLaunch::with_login
//! [`PendingLogin`]: crate::PendingLogin
//! [`Messages::take_message`]: crate::Messages::take_message
//! [`Roles`]: crate::Roles
//! [`Roles::is_context_instructor`]: crate::Roles::is_context_instructor
//! [`TakenLaunch::check`]: crate::TakenLaunch::check
//! [`Logins::take_login`]: crate::Logins::take_login
//! [`ToolSettings::accepting_messages`]: crate::ToolSettings::accepting_messages
//! [`UnverifiedLaunch::in_browser`]: crate::UnverifiedLaunch::in_browser
