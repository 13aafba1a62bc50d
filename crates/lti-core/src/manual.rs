//! What was done to launches and services elsewhere, and how it fails here.
//!
//! For reviewers, and for whoever wants to change a check. Each attack says what happened to
//! others, where that is public; why it worked; what stands in its way here; and which tests show
//! it. Nothing here is a recipe. What has a CVE number was mended by its makers; of everything else
//! the version is named where it was seen. The numbers are those of the repository's threat model,
//! which has the whole list with verdicts, assets and actors.
//!
//! | attack | guard | tests |
//! |---|---|---|
//! | [unsigned tokens](#unsigned-tokens), 1, 3 | [`edu_jose::Algorithms`] | `case_01_a_token_without_signature_is_refused_in_every_spelling`, `case_03_a_header_that_names_another_algorithm_than_the_signature_is_refused` |
//! | [keys out of the wrong hands](#keys-out-of-the-wrong-hands), 2, 4–6, 8–11 | [`edu_jose::KeySet`], [`edu_jose::Algorithm`] | `case_02_a_public_key_never_serves_as_a_symmetric_secret`, `case_04_a_key_inside_the_header_is_refused`, `case_05_addresses_of_keys_in_the_header_are_refused_and_nothing_is_fetched`, `case_08_a_key_of_another_registration_signs_nothing_here`, `case_09_two_keys_of_one_id_and_type_are_ambiguous` |
//! | [floods](#floods), 7 | [`edu_jose::KeySetCache`], [`Logins::keep_login`] | `case_07_ten_thousand_unknown_keys_lead_to_one_fetch_an_interval`, `case_31_a_flood_of_logins_locks_nobody_out` |
//! | [duplicate members](#duplicate-members), 14 | [`edu_json::Tree::parse`], [`edu_http::Form::parse`] | `case_14_duplicate_members_are_refused`, `a_login_field_given_twice_is_refused` |
//! | [cross-JWT confusion](#cross-jwt-confusion), 16, 39 | [`TakenLaunch::check`], [`ToolSettings::accepting_messages`] | `case_16_tokens_of_another_type_are_refused_by_their_header`, `case_16_other_messages_of_the_platform_are_no_launches` |
//! | [tokens for somebody else](#tokens-for-somebody-else), 20–24 | [`TakenLaunch::check`], [`Registration::trusting_audience`] | `case_20_a_token_for_another_tool_is_refused`, `case_21_a_second_audience_that_is_not_trusted_is_refused`, `case_23_a_sole_audience_with_another_authorized_party_is_refused` |
//! | [tokens that never end](#tokens-that-never-end), 25–29 | [`ToolSettings`] | `case_26_an_expiry_that_is_no_time_is_refused`, `case_29_a_token_that_lives_for_years_is_refused` |
//! | [replay](#replay), 30–33 | [`BoundLaunch::with_login`], [`Logins::take_login`] | `case_31_a_new_token_for_a_used_login_is_refused`, `case_32_of_two_posts_at_once_exactly_one_launches`, `case_33_a_nonce_of_another_login_is_refused` |
//! | [login CSRF](#login-csrf), 34 | [`UnverifiedLaunch::in_browser`] | `case_34_a_launch_planted_in_another_browser_is_refused_and_burns_nothing`, `case_34_a_stranger_who_knows_the_state_cannot_use_or_burn_the_login` |
//! | [browsers without cookies](#browsers-without-cookies), 34 | [`StorageQuestion`], [`UnverifiedLaunch::with_storage_proof`] | `case_34_a_guessed_or_borrowed_proof_is_refused_and_burns_nothing`, `case_34_a_storage_that_kept_nothing_proves_nothing`, `case_34_a_browser_that_keeps_cookies_of_other_logins_is_not_asked`, `case_34_a_proof_that_another_page_posts_is_refused_and_burns_nothing`, `a_launch_without_cookie_asks_the_storage_and_holds_with_what_it_kept` |
//! | [forged messages between windows](#forged-messages-between-windows), 58 | [`StorageWrite`], [`STORAGE_SCRIPT`] | `a_login_in_a_frame_with_storage_says_what_to_keep_and_where`, `a_page_runs_one_script_and_loads_nothing`, `the_script_is_one_text_with_its_digest` |
//! | [mix-up](#mix-up), 35, 36 | [`TakenLaunch::check`] | `case_35_a_token_of_another_platform_than_the_login_is_refused`, `case_36_a_deployment_of_another_client_of_the_issuer_is_refused` |
//! | [privilege bait](#privilege-bait), 43 | [`Roles::is_context_instructor`] | `case_43_roles_that_only_look_like_instructor_grant_no_teaching` |
//! | [open redirect](#open-redirect), 44–47 | [`begin_login`] | `case_46_the_redirect_goes_to_the_registered_endpoint_and_back_to_the_registered_address`, `case_46_a_foreign_target_goes_nowhere`, `case_47_hints_are_echoed_byte_for_byte_and_add_no_parameter` |
//! | [markup](#markup), 48 | pages are written in one place | `case_48_nothing_of_a_request_stands_in_a_refusal`, `case_48_markup_stays_text_in_both_pages`, `a_state_cannot_leave_its_field` |
//! | [an address that is nearly registered](#an-address-that-is-nearly-registered), 49 | [`AuthorizationRequest::with_tool`] | `an_address_that_differs_in_one_byte_is_answered_nowhere`, `the_address_of_one_tool_does_not_serve_another`, `an_address_that_ltijs_was_talked_into_is_sent_nothing` |
//! | [a request that asks for more](#a-request-that-asks-for-more), 50 | [`RegisteredRequest::check`] | `each_fault_is_posted_to_the_tool_with_its_code_and_the_state`, `no_faulty_request_spends_the_launch` |
//! | [somebody else's hint](#somebody-elses-hint), 51 | [`Messages::take_message`] | `a_launch_is_refused_to_another_session_and_left_to_its_own`, `a_message_is_not_given_to_another_person_of_the_same_session` |
//! | [forged and replayed assertions](#forged-and-replayed-assertions), 52 | [`TokenService`], [`Assertions::use_assertion`] | `case_52_an_assertion_is_used_once`, `case_52_an_assertion_for_another_server_is_refused`, `case_52_a_tool_gets_no_scope_that_it_is_not_registered_for` |
//! | [tokens for the wrong platform](#tokens-for-the-wrong-platform), 54 | [`edu_http::TokenCache`], [`edu_http::Pager`] | `two_keys_that_differ_anywhere_share_no_token`, `a_token_of_one_platform_is_never_sent_to_another`, `case_54_a_next_page_on_another_host_is_not_asked_and_gets_no_token` |
//! | [somebody else's column](#somebody-elses-column), 53 | [`ServiceContext`], [`ags::AgsService`] | `case_53_line_item_of_another_tool_is_not_there`, `case_53_line_item_of_another_installation_or_context_is_not_there`, `case_53_score_for_a_person_who_is_not_in_the_context_is_refused` |
//! | [old scores](#old-scores), 53 | [`ags::Gradebook::record_score`] | `case_53_score_that_is_older_than_the_last_is_refused`, `of_the_scores_of_two_processes_the_latest_stays`, `case_53_score_that_is_replayed_changes_nothing` |
//! | [numbers that are none](#numbers-that-are-none), 53 | [`ags::Points`] | `case_53_numbers_that_are_none_are_refused`, `wrong_points_cannot_be_spelled` |
//! | [lists that go elsewhere](#lists-that-go-elsewhere), 54 | [`edu_http::Pager`], [`edu_http::Links`] | `case_54_a_next_page_on_another_host_is_not_asked_and_gets_no_token`, `case_54_pages_that_lead_back_end`, `a_list_without_end_is_read_to_the_limit` |
//! | [tampered answers](#tampered-answers), 45, 56 | [`DeepLinking`], [`Selections`] | `case_56_an_answer_without_data_or_with_other_data_is_refused`, `case_56_an_answer_posted_in_another_session_is_refused_and_spends_nothing`, `case_45_addresses_of_items_that_run_scripts_are_refused` |
//! | [registration as a way in](#registration-as-a-way-in), 5 | [`dynamic_registration::RegistrationInitiation`], [`dynamic_registration::Invitations`] | `case_05_a_configuration_leads_to_no_address_inside`, `an_issuer_of_another_host_is_refused_unless_it_is_trusted`, `an_invitation_lets_one_tool_in_once` |
//!
//! # Unsigned tokens
//!
//! **To others.** The LTI 1.3 authenticator of `JupyterHub` let tokens in whose signature nobody
//! had checked ([CVE-2023-25574]). In 2015 several JWT libraries took `alg: none` for a valid
//! signature.
//!
//! **Why.** The header of a token is written by whoever made it, and says how it is to be checked.
//!
//! **Here.** `none` and the symmetric algorithms do not exist in [`edu_jose::Algorithm`]; others
//! are accepted only where the registration says so, RS256 alone by default. All of it is decided
//! before any signature is computed, and claims are read from verified bytes alone.
//!
//! # Keys out of the wrong hands
//!
//! **To others.** Libraries took the public key, which everybody has, for a shared secret
//! ([CVE-2022-29217], `PyJWT`), or the key that the token itself brought ([CVE-2018-0114],
//! node-jose).
//!
//! **Why.** One function checks all kinds of signatures with whatever key it is handed, and the
//! token has a say in which key that is.
//!
//! **Here.** A key has a type, and an algorithm takes keys of its type alone. Headers with key
//! material or addresses of it are refused, and nothing in a token makes anybody fetch anything. A
//! key id names one usable key of the registration's own set or the token is refused; keys are
//! never tried in turn.
//!
//! # Floods
//!
//! **To others.** `JupyterHub`'s LTI 1.1 authenticator kept every nonce before it checked the
//! signature, and for ever: whoever knew a consumer key could fill the memory
//! ([CVE-2026-34052]). Tools that fetch keys at each launch, or at each unknown key id, can be
//! made to ask the platform as often as somebody likes.
//!
//! **Why.** Work and room are spent on what anybody can send.
//!
//! **Here.** Anybody can begin a login, so logins have bounded room; a full store forgets the
//! oldest of the registration that has most and locks nobody out. Keys are asked for only for a
//! browser that holds a login, and fetched once in 30 s at most. Sizes are checked first.
//!
//! # Duplicate members
//!
//! **To others.** A document with `roles` twice made anybody an administrator of `CouchDB`
//! ([CVE-2017-12635]): one reader checked the last, another used the first.
//!
//! **Why.** Two readers of one text saw two things, and both were right.
//!
//! **Here.** Members, form fields and cookies that come twice are refused wherever they are read.
//!
//! # Cross-JWT confusion
//!
//! **To others.** A known class, [RFC 8725] §2.8: a token made for one purpose is used for
//! another. No case among LTI tools is known to us.
//!
//! **Why.** The platform signs other things with the same key: access tokens, notices,
//! deep-linking responses.
//!
//! **Here.** A launch has the header type `JWT` or none, the nonce of a login begun here, a message
//! type this tool said it takes, and the claims that type requires.
//!
//! # Tokens for somebody else
//!
//! **To others.** [RFC 8725] §2.7: a tool that is registered honestly carries the token it got to
//! another tool. `PyLTI1p3` 2.0.0 takes the first of several audiences for the client and does not
//! look at `azp`; ltijs 5.9.9 takes any one that is registered.
//!
//! **Why.** "Contains my id" is not "is for me".
//!
//! **Here.** Every audience must be this client or one the registration trusts, and the authorized
//! party must be this client wherever it stands.
//!
//! # Tokens that never end
//!
//! **To others.** ltijs 5.9.9 accepts tokens without `exp` and `iat`: what is not there is not
//! compared.
//!
//! **Why.** Libraries for JWTs check the times that a token has; LTI requires that it has them.
//!
//! **Here.** Both are required and numbers, and age, life and leeway are bounded, whatever the
//! profile.
//!
//! # Replay
//!
//! **To others.** Nonces were predictable ([CVE-2022-31157], packback), kept for ten seconds while
//! the token lives for an hour ([ltijs#175]), taken as new when they were unknown
//! ([lib-lti1p3-core#190]), or looked up and never spent: `PyLTI1p3` 2.0.0 accepts the same post
//! again from its browser, and all of twenty at once.
//!
//! **Why.** "Have I seen this nonce?" forgets; "did I issue it?" is the question. And looking
//! first, writing later, is a race.
//!
//! **Here.** The login that issued the nonce is taken out of the store in one atomic step and
//! consumed by value; the second post finds it used until it expires, and unknown from then on.
//! Used logins have room of their own; of too many the first is forgotten, and a replay of it is
//! refused as unknown. Test your own store with `kit`, which races it.
//!
//! # Login CSRF
//!
//! **To others.** An attacker lets the platform sign a message for the own account and has the
//! victim's browser post it: the victim now works in the attacker's account. LTI before 1.3 had no
//! answer ([LTI Security Update], 2019). With 1.3 the answer is the state, and tools were found
//! that set it and never compared it ([enable-lti#25]).
//!
//! **Why.** A valid token says who signed it, not whose browser brings it. A state that is only
//! signed, or kept on the server, proves nothing either: the attacker has it.
//!
//! **Here.** [`begin_login`] gives the browser a random secret in a `__Host-` cookie and makes the
//! state its digest: who knows the state cannot make the cookie. The comparison comes before the
//! store is asked, so that a stranger cannot burn somebody's login.
//!
//! # Browsers without cookies
//!
//! **To others.** When browsers stopped keeping cookies in frames, tools were run without the
//! check: in development mode ([ltijs#76]), or with the state alone, guarded by the network
//! address ([spring-security-lti13#7], which says so and was completed later). Later designs
//! compare the state in a script, so that the server believes what the browser says of itself.
//!
//! **Why.** The launch worked again, and so did login CSRF.
//!
//! **Here.** What the cookie would hold is left with the platform's page and comes back with the
//! message; the server compares its digest with the state, as it does for the cookie. Unlike a
//! cookie it is a field that any page can post, its own login's secret included: it counts only for
//! a login that left it there, and from a page of the tool itself, as the browser says. Storage that
//! keeps nothing, a guessed value or one of another login is refused and uses nothing up. Only a
//! browser with no login's cookie at all is asked, so that a planted launch cannot choose the
//! weaker way in a browser that has the stronger.
//!
//! # Forged messages between windows
//!
//! **To others.** Any window may send a message to any other. Canvas itself once had to advise `*`
//! as the target of what tools keep there, until its storage had an origin of its own in 2023.
//!
//! **Why.** Who sends to `*` tells it to whoever is there; who listens without looking at the
//! sender believes whoever speaks.
//!
//! **Here.** Values go to the origin of the registered authorization endpoint and to no other; only
//! the question what a platform can do goes to any. An answer counts if window, origin, subject,
//! key and message id are those of the question; others are ignored. The platform's script answers
//! tools it was told of, each about its own values. What passes through is a secret of one login:
//! with it and without the message nobody launches. A real browser shows it in the repository's
//! walk, where a page answers in another's name.
//!
//! # Mix-up
//!
//! **To others.** [RFC 9700] §4.4: a client that knows several issuers is brought to take the answer
//! of one for that of another. Tools that look up the registration by the claims of the unverified
//! token leave that choice to the token.
//!
//! **Why.** A platform that is registered honestly can sign whatever it likes with its own key.
//!
//! **Here.** Which platform answers is decided by the [`PendingLogin`] alone, never by the token:
//! issuer, audience, keys and algorithms are those of the registration it names, and a deployment
//! is known for one registration.
//!
//! # Privilege bait
//!
//! **To others.** `PyLTI1p3` 2.0.0 reads what stands behind the `#`: `membership/Learner#Instructor`,
//! a learner who instructs others, passes its check for teachers. Elsewhere an institution's
//! instructor was taken for the course's, or a part of the text was enough.
//!
//! **Why.** Role names are addresses with a hierarchy, and look like words.
//!
//! **Here.** The questions of [`Roles`] are answered from exact values of the context vocabulary;
//! everything else is kept and grants nothing.
//!
//! # Open redirect
//!
//! **To others.** [RFC 9700] §4.11: a login address that sends people wherever its parameters say
//! lends its good name to anybody. ltijs 5.9.9 asks the platform to answer at the target of the
//! login, which is unsigned; a strict platform is then all that stands between.
//!
//! **Why.** The first request of a launch names where the person wants to go, and anybody can
//! send one.
//!
//! **Here.** The browser is redirected to the registered authorization endpoint and nowhere else,
//! and the answer is asked for at a registered address. The target must be on an origin of the
//! tool, at the start and again in the signed message. Hints are encoded and add no parameter.
//!
//! # Markup
//!
//! **To others.** The LTI pages of Moodle repeated what they were sent, scripts included
//! ([CVE-2022-35653]).
//!
//! **Why.** A launch is carried by forms full of other people's text.
//!
//! **Here.** One writer of pages escapes for content and quoted attributes, under a content policy
//! that loads nothing and runs at most one script of ours, by its digest.
//!
//! # An address that is nearly registered
//!
//! **To others.** The authorization endpoint of Moodle took addresses it should not have
//! ([CVE-2021-32478]), and Open edX compared them with nothing before [9.0.0] of its LTI consumer;
//! lti1p3platform 0.1.8 sends the message wherever the request says. Prefixes, wildcards and
//! parameters are the usual gaps ([RFC 9700] §4.1).
//!
//! **Why.** The message goes where this address says: a signed token for somebody else's server.
//!
//! **Here.** Equal to a registered address of that tool, byte for byte, or nobody is answered: the
//! refusal stays on a page of the platform, and no error is posted to an address nobody registered.
//!
//! # A request that asks for more
//!
//! **To others.** Tokens in a query or fragment end up in histories, logs and referrers
//! ([RFC 9700] §4.2, §4.3). Open edX's consumer 11.4.4 looks at neither `prompt` nor `scope`,
//! lti1p3platform 0.1.8 at nothing but the client.
//!
//! **Why.** General servers of `OpenID` Connect offer all of it; LTI uses one way.
//!
//! **Here.** One scope, one response type, one response mode, no prompt. Each fault has its code,
//! is posted to the tool at its registered address, and leaves the message waiting.
//!
//! # Somebody else's hint
//!
//! **To others.** The standard leaves both hints to the platform. Where the login hint is the
//! person's id and nothing is compared with the session, whoever writes another's id is launched as
//! that person; lti1p3platform 0.1.8 leaves the comparison to the program around it.
//!
//! **Why.** The hints pass through the browser and the tool, and both can change them.
//!
//! **Here.** They are random, say nothing about the person, and are worth nothing outside the
//! session they were made in: another session is refused and spends nothing, and where the host
//! names people, another person of the same session is refused as well.
//!
//! # Forged and replayed assertions
//!
//! **To others.** lti1p3platform 0.1.8 takes an assertion as often as it comes and whomever it was
//! made for, and grants every scope that it knows. atomic-lti 2.2.0 signs assertions that live for
//! 300 minutes.
//!
//! **Why.** An assertion is a password for one use. Who asks for no audience takes those that a tool
//! made for somebody else, and who remembers none takes those that were overheard.
//!
//! **Here.** Issuer and subject are one registered tool, whose own keys signed, for this endpoint,
//! for an hour at most; tools of these crates sign for five minutes. One caller of any number is the
//! first with it, on one machine or many; a full store gives no token rather than forgetting. What
//! is granted is what the registration allows of what was asked for.
//!
//! # Tokens for the wrong platform
//!
//! **To others.** atomic-lti 2.2.0 keeps access tokens by client id and scopes: two platforms that
//! chose one client id share them. `PyLTI1p3` 2.0.0 keeps them without their expiry.
//!
//! **Why.** A client id is unique at one platform, not in the world; and who is handed a token may
//! use it.
//!
//! **Here.** A token is kept by endpoint, client, installation and scopes, given up before it
//! expires, and goes to services of the platform that gave it. There the tool is looked up again at
//! each call: what was taken away from it is gone from tokens out there. An identity token, which
//! the same key signs, opens no service.
//!
//! # Somebody else's column
//!
//! **To others.** A known class; no case is known to us. Addresses of line items are guessable where
//! they are numbers of a database, and a token says which tool calls, not which course it is in.
//!
//! **Why.** A scope says what may be done, and not to what.
//!
//! **Here.** Tool, installation and context lead every key of a gradebook, and what is not found
//! under them does not exist: 404, as for an address nobody ever had. The installation is looked up
//! at each call, and ids that the service makes are random.
//!
//! # Old scores
//!
//! **To others.** A score that waited in a queue, or was sent again, arrives after a newer one. Who
//! looks and then writes has a race; who compares texts takes `+02:00` for later than `Z`.
//!
//! **Why.** The last that arrives is not the last that was given.
//!
//! **Here.** Instants are compared in the step that writes, whatever their spelling. Of a thousand
//! scores in any order the latest stays; the very same one again changes nothing, so that a tool
//! which heard no answer may send it again.
//!
//! # Numbers that are none
//!
//! **To others.** atomic-lti 2.2.0 holds points in 32-bit floating point numbers, which know NaN and
//! cannot hold 83.1, and writes their members under names that no platform knows.
//!
//! **Why.** A grade is a decimal that people compare; a binary fraction is near it.
//!
//! **Here.** Points are decimals whose text is kept, finite, not below zero, and out of a maximum
//! above zero; another value has no spelling. Above the maximum they are extra credit and allowed.
//!
//! # Lists that go elsewhere
//!
//! **To others.** Whoever follows `Link: rel="next"` with the access token sends it wherever a reply
//! says. atomic-lti 2.2.0 looks for it in a header that nobody sends, and reads one page.
//!
//! **Why.** Addresses of services come out of a signed launch; those of further pages out of a
//! reply.
//!
//! **Here.** A list stays on the origin of its first page, asks for no page twice, and ends after a
//! bounded number; redirects are not followed. What was read is kept, and the end is an error.
//!
//! # Tampered answers
//!
//! **To others.** The answer of a deep-linking request passes through the browser. Signed by the
//! tool it cannot be changed, but carried: to another platform or session, or a second time, as
//! lti1p3platform 0.1.8 takes it. What it brings are addresses and HTML of the tool's choice.
//!
//! **Why.** A signature says who chose, not for whom, where and when.
//!
//! **Here.** The platform's `data` never leaves: a random name stands for it, good once, in its
//! session and for its person. Audience, client, deployment and key are those that were asked. Items
//! are what was asked for; addresses are http(s); HTML comes out through a sanitiser alone.
//!
//! # Registration as a way in
//!
//! **To others.** A known class, request forgery by a server: a tool that registers by itself
//! fetches an address that anybody can put into a link, such as that of its cloud's metadata
//! service. No case among LTI tools is known to us.
//!
//! **Why.** Both ends believe an address before they know each other.
//!
//! **Here.** The tool asks https alone, connects to the address that was judged, and follows no
//! redirect; the issuer is on the host of its configuration. The platform wants an invitation, good
//! once and for an hour, grants what it offered, and fetches nothing that the tool names.
//!
//! [CVE-2017-12635]: https://nvd.nist.gov/vuln/detail/CVE-2017-12635
//! [CVE-2018-0114]: https://nvd.nist.gov/vuln/detail/CVE-2018-0114
//! [CVE-2021-32478]: https://nvd.nist.gov/vuln/detail/CVE-2021-32478
//! [CVE-2022-29217]: https://nvd.nist.gov/vuln/detail/CVE-2022-29217
//! [CVE-2022-31157]: https://nvd.nist.gov/vuln/detail/CVE-2022-31157
//! [CVE-2022-35653]: https://nvd.nist.gov/vuln/detail/CVE-2022-35653
//! [CVE-2023-25574]: https://nvd.nist.gov/vuln/detail/CVE-2023-25574
//! [CVE-2026-34052]: https://nvd.nist.gov/vuln/detail/CVE-2026-34052
//! [9.0.0]: https://pypi.org/project/lti-consumer-xblock/9.0.0/
//! [LTI Security Update]: https://www.imsglobal.org/spec/lti/security-update/v1p0/
//! [RFC 8725]: https://www.rfc-editor.org/rfc/rfc8725
//! [RFC 9700]: https://www.rfc-editor.org/rfc/rfc9700
//! [enable-lti#25]: https://github.com/aws-samples/enable-lti/issues/25
//! [lib-lti1p3-core#190]: https://github.com/oat-sa/lib-lti1p3-core/issues/190
//! [ltijs#175]: https://github.com/Cvmcosta/ltijs/issues/175
//! [ltijs#76]: https://github.com/Cvmcosta/ltijs/issues/76
//! [spring-security-lti13#7]: https://github.com/oxctl/spring-security-lti13/pull/7
//!
//! [`AuthorizationRequest::with_tool`]: crate::AuthorizationRequest::with_tool
//! [`Assertions::use_assertion`]: crate::Assertions::use_assertion
//! [`DeepLinking`]: crate::DeepLinking
//! [`Selections`]: crate::Selections
//! [`ServiceContext`]: crate::ServiceContext
//! [`TokenService`]: crate::TokenService
//! [`ags::AgsService`]: crate::ags::AgsService
//! [`ags::Gradebook::record_score`]: crate::ags::Gradebook::record_score
//! [`ags::Points`]: crate::ags::Points
//! [`dynamic_registration::Invitations`]: crate::dynamic_registration::Invitations
//! [`dynamic_registration::RegistrationInitiation`]: crate::dynamic_registration::RegistrationInitiation
//! [`BoundLaunch::with_login`]: crate::BoundLaunch::with_login
//! [`Logins::keep_login`]: crate::Logins::keep_login
//! [`Logins::take_login`]: crate::Logins::take_login
//! [`Messages::take_message`]: crate::Messages::take_message
//! [`PendingLogin`]: crate::PendingLogin
//! [`RegisteredRequest::check`]: crate::RegisteredRequest::check
//! [`Registration::trusting_audience`]: crate::Registration::trusting_audience
//! [`Roles::is_context_instructor`]: crate::Roles::is_context_instructor
//! [`Roles`]: crate::Roles
//! [`STORAGE_SCRIPT`]: crate::platform::STORAGE_SCRIPT
//! [`StorageQuestion`]: crate::StorageQuestion
//! [`StorageWrite`]: crate::StorageWrite
//! [`TakenLaunch::check`]: crate::TakenLaunch::check
//! [`ToolSettings::accepting_messages`]: crate::ToolSettings::accepting_messages
//! [`ToolSettings`]: crate::ToolSettings
//! [`UnverifiedLaunch::in_browser`]: crate::UnverifiedLaunch::in_browser
//! [`UnverifiedLaunch::with_storage_proof`]: crate::UnverifiedLaunch::with_storage_proof
//! [`begin_login`]: crate::begin_login
